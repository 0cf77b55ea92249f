/** Cities, countries and abbreviations that no zone is named after; the well-known place where there are several. */
const table = `
America/New_York=nyc,ny,new york city,boston,washington,washington dc,miami,atlanta,philadelphia,orlando,et,est,edt,eastern,eastern time
America/Chicago=dallas,houston,austin,minneapolis,new orleans,ct,cdt,central time
America/Denver=salt lake city,mt,mst,mdt,mountain time
America/Los_Angeles=la,sf,san francisco,seattle,san diego,portland,las vegas,silicon valley,california,pt,pst,pdt,pacific time
America/Toronto=ottawa,montreal
America/Sao_Paulo=rio de janeiro,rio,são paulo
America/Bogota=bogotá
America/Cancun=cancún
Asia/Shanghai=beijing,china,shenzhen,guangzhou
Asia/Kolkata=india,delhi,new delhi,mumbai,bangalore,bengaluru,kolkata,chennai,hyderabad
Asia/Tokyo=japan,osaka,kyoto,jst
Asia/Seoul=korea,south korea
Asia/Dubai=uae,abu dhabi
Asia/Jerusalem=israel,tel aviv
Asia/Karachi=pakistan,islamabad,lahore
Asia/Ho_Chi_Minh=vietnam,hanoi,ho chi minh city
Asia/Kathmandu=nepal,kathmandu
Asia/Yangon=myanmar,yangon
Asia/Bangkok=thailand
Asia/Manila=philippines
Asia/Taipei=taiwan
Asia/Tehran=iran
Europe/London=uk,england,scotland,wales,britain,united kingdom,edinburgh,manchester,bst
Europe/Dublin=ireland
Europe/Paris=france,marseille,lyon,nice
Europe/Berlin=germany,munich,frankfurt,hamburg,cologne
Europe/Brussels=belgium,cet,cest,central european time
Europe/Athens=greece,eet,eest
Europe/Madrid=spain,barcelona,valencia,seville
Europe/Lisbon=portugal,porto,wet,west
Europe/Rome=italy,milan,naples,florence,venice
Europe/Zurich=switzerland,geneva,zürich
Europe/Amsterdam=netherlands,holland,the netherlands
Europe/Vienna=austria
Europe/Stockholm=sweden
Europe/Oslo=norway
Europe/Copenhagen=denmark
Europe/Helsinki=finland
Europe/Warsaw=poland,krakow
Europe/Kyiv=ukraine,kyiv
Europe/Istanbul=turkey,ankara
Africa/Johannesburg=south africa,cape town
Africa/Cairo=egypt
Africa/Nairobi=kenya
Africa/Lagos=nigeria,abuja
Africa/Casablanca=morocco
Australia/Sydney=canberra,aest,aedt
Pacific/Auckland=new zealand,wellington,nzst,nzdt
Pacific/Honolulu=hawaii
Atlantic/Reykjavik=iceland
UTC=utc,gmt,zulu time
`;

/** Last words of zones that are words of everyday talk, or name a lesser place than the one that people mean. */
const misleading = new Set(
  `center knox easter christmas wake troll resolute oral nome casey davis palmer cordoba la rioja jersey santarem merida
  hebron petersburg canary midway chatham reunion mahe stanley st johns efate truk san juan san luis regina boise`.split(
    /\s+(?=[a-z])/,
  ),
);

const zones = new Map<string, string>();
for (const zone of Intl.supportedValuesOf('timeZone')) {
  const name = zone.split('/').at(-1)?.replaceAll('_', ' ').toLowerCase() ?? '';
  if (!misleading.has(name)) zones.set(name, zone);
}
for (const line of table.trim().split('\n')) {
  const [zone = '', names = ''] = line.split('=');
  for (const name of names.split(',')) zones.set(name, zone);
}

/** The IANA zone of a place or an abbreviation, in lower case. CST and IST mean several, so they are none. */
export const zoneOf = (name: string): string | undefined =>
  zones.get(
    name
      .trim()
      .replace(/^the (?!netherlands)/, '')
      .replaceAll('.', ''),
  );

const upper =
  /^(?:nyc|ny|la|sf|uk|uae|utc|gmt|bst|[ecmp][sd]?t|ce?s?t|ee?s?t|cet|cest|eest|wet|jst|ae[sd]t|nz[sd]t)$/;

/** "New York", "UTC": a place as it is written. */
export const placeName = (name: string): string =>
  upper.test(name)
    ? name.toUpperCase()
    : name.replace(/(^|[\s-])(\p{L})/gu, (_all, gap: string, letter: string) => gap + letter.toUpperCase());
