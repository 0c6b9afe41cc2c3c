// One chart on a canvas: what uPlot is given, and what goes beyond it.
import uPlot from './lib/uPlot.esm.js';
import {amount, clock, color, duration, isBytes, number} from './words.js';

/** Values of one run as uPlot takes them, and those that are no number. */
function columns(run, points, {axis, log}) {
  const start = run.createdAt;
  const x = axis === 'time' ? points.times.map(time => time / 1000)
    : axis === 'relative' ? points.times.map(time => (time - start) / 1000) : points.steps;
  const odd = [];
  const y = points.values.map((value, i) => {
    if (typeof value === 'string') odd.push({x: x[i], value});
    return typeof value === 'string' || (log && value <= 0) ? null : value;
  });
  // joining wants each place once and in order: of equal ones the last counts
  const kept = new Map(x.map((place, i) => [place, y[i]]));
  const places = [...kept.keys()].sort((a, b) => a - b);
  return {table: [places, places.map(place => kept.get(place))], odd};
}

/** Exponential moving average, without the pull towards zero at the start. */
export function smoothed(values, weight) {
  let average = 0;
  let known = 0;
  return values.map(value => {
    if (value === null || value === undefined) return value;
    average = weight * average + (1 - weight) * value;
    known = weight * known + (1 - weight);
    return average / known;
  });
}

/** Returns what is drawn: {data, odd}; with smoothing, each run's line stands before its average. */
export function prepare(runs, points, settings) {
  const parts = runs.map(run => columns(run, points[run.id], settings));
  const joined = uPlot.join(parts.map(part => part.table));
  const lines = settings.smooth
    ? joined.slice(1).flatMap(line => [line, smoothed(line, settings.smooth)]) : joined.slice(1);
  return {data: [joined[0], ...lines], odd: parts.map(part => part.odd)};
}

const compact = value => {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e15)) return value.toExponential(1).replace('.0e', 'e');
  if (size < 10000) return String(Number(value.toPrecision(6)));
  return value.toLocaleString('en', {notation: 'compact', maximumFractionDigits: 2});
};

export const place = (axis, x) =>
  axis === 'step' ? 'step ' + number(x) : axis === 'time' ? clock(x * 1000) : duration(x);

function marks(chart, runs, odd) {
  const {ctx, bbox} = chart;
  ctx.save();
  ctx.font = `bold ${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  runs.forEach((run, i) => odd[i].forEach(({x, value}) => {
    const left = chart.valToPos(x, 'x', true);
    if (left < bbox.left || left > bbox.left + bbox.width) return;
    ctx.fillStyle = color(run.id);
    const top = value === 'Infinity' ? bbox.top + 12 * devicePixelRatio : bbox.top + bbox.height - 4 * devicePixelRatio;
    ctx.fillText(value === 'NaN' ? '×' : value === 'Infinity' ? '▲' : '▼', left, top);
  }));
  ctx.restore();
}

/** Makes a chart in the element, which lends it its colors. */
export function draw(element, {name, runs, prepared, settings, height, onZoom, onCursor}) {
  const {axis, log, zoom, smooth} = settings;
  const style = getComputedStyle(element);
  const look = {stroke: style.color, font: '12px system-ui, sans-serif', grid: {stroke: style.borderTopColor, width: 1},
    ticks: {stroke: style.borderTopColor, width: 1, size: 4}};
  const logarithmic = log && prepared.data.slice(1).some(line => line.some(value => value > 0));
  const line = (run, alpha, width) => ({stroke: color(run.id) + alpha, width, spanGaps: false,
    points: {size: 5, fill: color(run.id)}});
  return new uPlot({
    width: element.clientWidth,
    height,
    padding: [10, 12, 0, 0],
    legend: {show: false},
    cursor: {
      sync: {key: 'x ' + axis, setSeries: false},
      drag: {x: true, y: false, setScale: false},
      points: {size: 7},
      bind: {dblclick: () => () => onZoom(null)},
    },
    scales: {
      x: {time: axis === 'time', range: (chart, low, high) => zoom || (low === high ? [low - 1, high + 1] : [low, high])},
      y: logarithmic ? {distr: 3} : {},
    },
    axes: [
      {...look, size: 30, values: axis === 'time' ? undefined : (chart, ticks) => ticks.map(tick =>
        tick === null ? '' : axis === 'relative' ? duration(tick) : compact(tick)), space: 70},
      {...look, size: (chart, ticks) => 18 + 6.6 * Math.max(3, ...(ticks || []).map(tick => (tick || '').length)),
        values: (chart, ticks) => ticks.map(tick => tick === null ? '' : isBytes(name) ? amount(name, tick) : compact(tick))},
    ],
    series: [{}, ...runs.flatMap(run => smooth
      ? [{...line(run, '55', 1), points: {show: false}}, line(run, '', 2)] : [line(run, '', 1.5)])],
    hooks: {
      setCursor: [chart => onCursor(chart)],
      setSelect: [chart => {
        const {left, width} = chart.select;
        if (width > 3) onZoom([chart.posToVal(left, 'x'), chart.posToVal(left + width, 'x')]);
        chart.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
      }],
      draw: [chart => marks(chart, runs, chart.odd)],
    },
  }, prepared.data, (chart, start) => {
    chart.odd = prepared.odd;
    element.append(chart.root);
    start();
  });
}

/** Zooms or moves by the keyboard and the wheel: the part shown, changed by a factor and a shift. */
export function changed(chart, factor, shift) {
  const {min, max} = chart.scales.x;
  const half = (max - min) / 2 * factor;
  const middle = (min + max) / 2 + (max - min) * shift;
  return [middle - half, middle + half];
}

/** Moves the part shown with the mouse while Shift is held. */
export function pan(chart, event, onZoom) {
  const {min, max} = chart.scales.x;
  const perPixel = (max - min) / chart.over.clientWidth;
  const from = event.clientX;
  let newest = null;
  const move = moved => {
    const shift = (from - moved.clientX) * perPixel;
    if (newest === null) requestAnimationFrame(() => { onZoom(newest); newest = null; });
    newest = [min + shift, max + shift];
  };
  addEventListener('mousemove', move);
  addEventListener('mouseup', () => removeEventListener('mousemove', move), {once: true});
}

/** Saves the chart as a picture, with its title and the names of its runs. */
export function save(chart, name, runs, background, ink) {
  const scale = devicePixelRatio;
  const canvas = document.createElement('canvas');
  const [top, row] = [28 * scale, 20 * scale];
  canvas.width = chart.ctx.canvas.width;
  canvas.height = chart.ctx.canvas.height + top + row * runs.length + 8 * scale;
  const pen = canvas.getContext('2d');
  pen.fillStyle = background;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = ink;
  pen.font = `600 ${14 * scale}px system-ui, sans-serif`;
  pen.fillText(name, 10 * scale, 20 * scale);
  pen.drawImage(chart.ctx.canvas, 0, top);
  pen.font = `${12 * scale}px system-ui, sans-serif`;
  runs.forEach((run, i) => {
    const y = top + chart.ctx.canvas.height + row * (i + 0.6);
    pen.fillStyle = color(run.id);
    pen.fillRect(10 * scale, y - 9 * scale, 10 * scale, 10 * scale);
    pen.fillStyle = ink;
    pen.fillText(`${run.name} (${run.displayId})`, 28 * scale, y);
  });
  canvas.toBlob(blob => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name.replace(/[^\w.-]+/g, '-') + '.png';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}
