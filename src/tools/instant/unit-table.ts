/** Units as people name them. Factors are exact by definition where mathjs rounds them (acre, pint, cup). */
type Dimension = 'length' | 'mass' | 'volume' | 'area' | 'speed' | 'temperature' | 'time' | 'data' | 'energy';

export interface Unit {
  id: string;
  label: string;
  dimension: Dimension;
  /** mathjs's name, and how many of it one is. */
  base: string;
  factor: string;
  system: 'metric' | 'imperial' | undefined;
  /** What it becomes where no target is named: the `id` of its like in the other system. */
  like: string | undefined;
  names: readonly string[];
}

/** id | label | dimension | mathjs unit | factor | system | like | names, the id among them. */
const table = `
mm|mm|length|mm|1|metric|in|millimeter millimeters millimetre millimetres
cm|cm|length|cm|1|metric|in|centimeter centimeters centimetre centimetres cms
m|m|length|m|1|metric|ft|meter meters metre metres
km|km|length|km|1|metric|mi|kilometer kilometers kilometre kilometres kms
in|in|length|cm|2.54|imperial|cm|inch inches "
ft|ft|length|cm|30.48|imperial|m|foot feet '
yd|yd|length|cm|91.44|imperial|m|yard yards yds
mi|mi|length|m|1609.344|imperial|km|mile miles
nmi|nmi|length|m|1852|||nautical_mile nautical_miles
mg|mg|mass|mg|1|metric||milligram milligrams
g|g|mass|g|1|metric|oz|gram grams gramme grammes gr
kg|kg|mass|kg|1|metric|lb|kilo kilos kilogram kilograms kgs
t|t|mass|kg|1000|metric||tonne tonnes metric_ton metric_tons
oz|oz|mass|g|28.349523125|imperial|g|ounce ounces
lb|lb|mass|g|453.59237|imperial|kg|lbs pound pounds
st|st|mass|g|6350.29318|imperial|kg|stone stones
ml|ml|volume|ml|1|metric|fl oz|milliliter milliliters millilitre millilitres mls
cl|cl|volume|ml|10|metric||centiliter centiliters centilitre centilitres
dl|dl|volume|ml|100|metric||deciliter deciliters decilitre decilitres
l|l|volume|ml|1000|metric|gal|liter liters litre litres
m3|m³|volume|m^3|1|metric||m³ cubic_meter cubic_meters cubic_metre cubic_metres
tsp|tsp|volume|ml|4.92892159375|imperial|ml|teaspoon teaspoons tsps
tbsp|tbsp|volume|ml|14.78676478125|imperial|ml|tablespoon tablespoons tbsps
fl oz|fl oz|volume|ml|29.5735295625|imperial|ml|fluid_ounce fluid_ounces fl_ounces floz
cup|cups|volume|ml|236.5882365|imperial|ml|cups
pt|pt|volume|ml|473.176473|imperial|ml|pint pints
qt|qt|volume|ml|946.352946|imperial|l|quart quarts
gal|gal|volume|ml|3785.411784|imperial|l|gallon gallons
m2|m²|area|m^2|1|metric|ft2|m² sqm sq_m square_meter square_meters square_metre square_metres
km2|km²|area|km^2|1|metric|mi2|km² sq_km square_kilometer square_kilometers square_kilometre square_kilometres
ha|ha|area|m^2|10000|metric|acre|hectare hectares
ft2|ft²|area|m^2|0.09290304|imperial|m2|ft² sqft sq_ft square_foot square_feet
mi2|mi²|area|m^2|2589988.110336|imperial|km2|mi² sq_mi square_mile square_miles
acre|acres|area|m^2|4046.8564224|imperial|ha|acres
km/h|km/h|speed|km/h|1|metric|mph|kmh kph kilometers_per_hour kilometres_per_hour
m/s|m/s|speed|m/s|1|metric||meters_per_second metres_per_second
mph|mph|speed|m/h|1609.344|imperial|km/h|miles_per_hour
kn|kn|speed|m/h|1852|||knot knots
c|°C|temperature|degC|1|metric|f|°c celsius degrees_celsius degree_celsius degrees_c centigrade degrees_centigrade
f|°F|temperature|degF|1|imperial|c|°f fahrenheit degrees_fahrenheit degree_fahrenheit degrees_f
k|K|temperature|K|1|||kelvin kelvins
ms|ms|time|ms|1|||millisecond milliseconds
s|s|time|s|1|||sec secs second seconds
min|min|time|s|60|||mins minute minutes
h|h|time|s|3600|||hr hrs hour hours
day|days|time|s|86400|||days
week|weeks|time|s|604800|||weeks
kb|kB|data|B|1000|||kilobyte kilobytes
mb|MB|data|B|1000000|||megabyte megabytes
gb|GB|data|B|1000000000|||gigabyte gigabytes
tb|TB|data|B|1000000000000|||terabyte terabytes
kib|KiB|data|B|1024|||kibibyte kibibytes
mib|MiB|data|B|1048576|||mebibyte mebibytes
gib|GiB|data|B|1073741824|||gibibyte gibibytes
tib|TiB|data|B|1099511627776|||tebibyte tebibytes
j|J|energy|J|1|||joule joules
kj|kJ|energy|J|1000|||kilojoule kilojoules
kcal|kcal|energy|J|4184|||kilocalorie kilocalories
kwh|kWh|energy|J|3600000|||kilowatt_hour kilowatt_hours
`;

/** British pints, gallons and fluid ounces; cups and spoons are left American, and the interpretation says so. */
const british: Readonly<Record<string, string>> = {
  'fl oz': '28.4130625',
  pt: '568.26125',
  qt: '1136.5225',
  gal: '4546.09',
};

const units: readonly Unit[] = table
  .trim()
  .split('\n')
  .map((row) => {
    const [id = '', label = '', dimension = '', base = '', factor = '', system = '', like = '', names = ''] =
      row.split('|');
    return {
      id,
      label,
      dimension: dimension as Dimension,
      base,
      factor,
      system: system === 'metric' || system === 'imperial' ? system : undefined,
      like: like === '' ? undefined : like,
      names: [id, ...names.split(' ').map((name) => name.replaceAll('_', ' '))],
    };
  });

const byName = new Map(units.flatMap((unit) => unit.names.map((name) => [name, unit] as const)));

/** A unit by a name in lower case. Pints and gallons are those of the locale. */
export function unitOf(name: string, locale: string): Unit | undefined {
  const unit = byName.get(name.trim().replace(/^°\s?/, '°'));
  const factor = unit && /-(?:GB|IE)\b/.test(locale) ? british[unit.id] : undefined;
  return unit && (factor === undefined ? unit : { ...unit, factor });
}

const isBritish = (locale: string) => /-(?:GB|IE)\b/.test(locale);

/** "US cups", where a name means more than one size. */
export function fullLabel({ id, label }: Unit, locale: string): string {
  if (['cup', 'tsp', 'tbsp'].includes(id)) return `US ${label}`;
  return id in british ? `${isBritish(locale) ? 'British' : 'US'} ${label}` : label;
}
