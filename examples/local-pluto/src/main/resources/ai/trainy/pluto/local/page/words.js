// Numbers, times and names as people read them.

const COLORS = ['#5c7cfa', '#e8590c', '#2f9e44', '#e64980', '#1098ad', '#be4bdb', '#a17a00', '#7a8694', '#f03e3e', '#74860f'];

/** A run has the same color wherever it is shown; neighbors have different ones. */
export const color = id => COLORS[id % COLORS.length];

export function number(value) {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return value.toLocaleString('en');
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e9)
    ? value.toExponential(4).replace(/\.?0+e/, 'e')
    : value.toLocaleString('en', {maximumSignificantDigits: 6});
}

const BYTES = /^sys\/.*(bytes|memory\.(used|active|limit)|disk\.used|(heap|nonheap)\.|direct\.used)/;

/** A value of a metric; what counts bytes is shown in larger units. */
export function amount(name, value) {
  return BYTES.test(name) && Number.isFinite(value)
    ? bytes(value) + (name.endsWith('.rate') ? '/s' : '') : number(value);
}

export const isBytes = name => BYTES.test(name);

export function bytes(value) {
  const power = Math.min(4, Math.max(0, Math.floor(Math.log(Math.abs(value) || 1) / Math.log(1024))));
  return (value / 1024 ** power).toLocaleString('en', {maximumSignificantDigits: 4})
    + ' ' + ['B', 'KiB', 'MiB', 'GiB', 'TiB'][power];
}

export function duration(seconds) {
  const whole = Math.round(Math.abs(seconds));
  const parts = [[Math.floor(whole / 86400), 'd'], [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'min'], [whole % 60, 's']];
  const first = parts.findIndex(([count]) => count);
  if (first < 0) return '0 s';
  return (seconds < 0 ? '-' : '') + parts.slice(first, first + 2).filter(([count]) => count)
    .map(([count, unit]) => `${count} ${unit}`).join(' ');
}

export const when = millis => new Date(millis).toLocaleString('en-GB',
  {day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit'});

export const clock = millis => new Date(millis).toLocaleTimeString('en-GB');

export const count = (amount, one, many = one + 's') => `${amount.toLocaleString('en')} ${amount === 1 ? one : many}`;

/** A run's name, with its id where another of the runs has the same. */
export const told = (run, runs) =>
  run.name + (runs.filter(({name}) => name === run.name).length > 1 ? ' ' + run.displayId : '');

/** The part of a name before its last slash, by which charts are grouped. */
export const group = name => name.slice(0, Math.max(0, name.lastIndexOf('/')));

/** An object's values by their paths: [['optimizer.lr', 0.1], ...]. */
export function flat(value, prefix = '') {
  return Object.entries(value || {}).flatMap(([key, inner]) =>
    inner && typeof inner === 'object' && !Array.isArray(inner) && Object.keys(inner).length
      ? flat(inner, prefix + key + '.') : [[prefix + key, inner]]);
}

/** One value of a config as text; lists of texts, such as arguments, one a line. */
export function text(value) {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.length && value.every(item => typeof item === 'string')) return value.join('\n');
  return JSON.stringify(value);
}
