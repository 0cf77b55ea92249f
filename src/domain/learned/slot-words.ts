/** The words of typed values, as people say them, and the value each stands for. Lower case. */
const pairs = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .trim()
      .split(/\s*\n\s*/)
      .flatMap((line) => {
        const [value = '', words = ''] = line.split('=');
        return words.split(',').map((word) => [word, value]);
      }),
  );

const plainLanguages =
  `Afrikaans Albanian Amharic Arabic Armenian Assamese Azerbaijani Basque Belarusian Bengali Bosnian Bulgarian Burmese
  Cantonese Catalan Croatian Czech Danish Dutch English Esperanto Estonian Finnish French Galician Georgian German Greek
  Gujarati Hausa Hebrew Hindi Hinglish Hungarian Icelandic Igbo Indonesian Irish Italian Japanese Kannada Kazakh Khmer Korean
  Kurdish Latin Latvian Lithuanian Macedonian Malay Malayalam Maltese Mandarin Marathi Mongolian Nepali Norwegian Odia
  Pashto Persian Polish Portuguese Punjabi Romanian Russian Serbian Sinhala Slovak Slovenian Somali Spanish Swahili Swedish
  Tagalog Tamil Telugu Thai Turkish Ukrainian Urdu Uzbek Vietnamese Welsh Yoruba Zulu`.split(/\s+/);

export const languages: Record<string, string> = {
  ...Object.fromEntries(plainLanguages.map((name) => [name.toLowerCase(), name])),
  ...pairs(`
    Chinese=chinese
    Persian=farsi
    Bengali=bangla
    German=deutsch
    Spanish=español,espanol,castilian,castellano
    French=français,francais
    Scottish Gaelic=scottish gaelic,gaelic
    Brazilian Portuguese=brazilian portuguese
    European Portuguese=european portuguese
    Swiss German=swiss german
    Latin American Spanish=latin american spanish,mexican spanish
    Canadian French=canadian french
    British English=british english,uk english,english uk,proper english,british spelling,british spellings,uk spelling,uk spellings,english spelling,brit spelling,the british way
    American English=american english,us english,american spelling,american spellings,us spelling,us spellings,usa spelling
    Australian English=australian english,aussie english,australian spelling,aussie spelling
    Canadian English=canadian english,canadian spelling
    Indian English=indian english,indian spelling
    Irish English=irish english
    Mandarin=putonghua
  `),
};

export const currencies: Record<string, string> = pairs(`
  EUR=euro,euros,eur,€
  GBP=pounds sterling,pound sterling,british pounds,sterling,quid,gbp,£
  USD=us dollars,us dollar,american dollars,u.s. dollars,usd,dollars,dollar,bucks,$
  INR=indian rupees,rupees,rupee,inr,₹,rs
  AUD=australian dollars,aussie dollars,aud
  CAD=canadian dollars,cad
  NZD=new zealand dollars,nz dollars,kiwi dollars,nzd
  SGD=singapore dollars,singapore dollar,sgd
  HKD=hong kong dollars,hkd
  JPY=japanese yen,yen,jpy,¥
  CNY=chinese yuan,yuan,renminbi,rmb,cny
  CHF=swiss francs,swiss franc,francs,franken,chf
  SEK=swedish kronor,swedish crowns,kronor,sek
  NOK=norwegian kroner,norwegian crowns,nok
  DKK=danish kroner,danish crowns,dkk
  ISK=icelandic krona,isk
  PLN=polish zloty,zloty,zlotys,zł,pln
  CZK=czech koruna,czech crowns,koruna,czk
  HUF=forint,forints,huf
  RON=romanian lei,lei,ron
  BRL=brazilian reais,reais,brl
  MXN=mexican pesos,mxn
  ARS=argentine pesos,argentinian pesos,ars
  COP=colombian pesos,cop
  CLP=chilean pesos,clp
  PHP=philippine pesos,philippine peso,php pesos
  ZAR=south african rand,rand,rands,zar
  NGN=nigerian naira,naira,ngn,₦
  KES=kenyan shillings,kenya shillings,kes,ksh
  GHS=ghana cedis,cedis,ghs
  EGP=egyptian pounds,egp
  KRW=korean won,krw,₩
  THB=thai baht,baht,thb
  MYR=malaysian ringgit,ringgit,myr
  IDR=indonesian rupiah,rupiah,idr
  VND=vietnamese dong,vnd
  PKR=pakistani rupees,pkr
  LKR=sri lankan rupees,lkr
  NPR=nepali rupees,nepalese rupees,npr
  BDT=bangladeshi taka,taka,bdt
  AED=uae dirhams,emirati dirhams,dirhams,dirham,aed
  SAR=saudi riyals,riyals,riyal,sar
  QAR=qatari riyals,qar
  TRY=turkish lira,lira,₺
  ILS=israeli shekels,shekels,shekel,ils,₪
  UAH=hryvnia,hryvnias,uah,₴
  RUB=roubles,rubles,rouble,ruble,rub
  GBP=pounds
`);
