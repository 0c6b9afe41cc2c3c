// Histograms and tables.
import {Component, createRef, h} from './lib/preact.module.js';
import {count, number} from './words.js';

const [WIDTH, HEIGHT] = [480, 150];

export function Histogram({value, color}) {
  const {freq, bins = {}} = value;
  const most = Math.max(1, ...freq);
  const width = (bins.max - bins.min) / freq.length;
  const bar = WIDTH / freq.length;
  return h('figure', {class: 'histogram'},
    h('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img',
      'aria-label': `Histogram of ${number(freq.reduce((sum, each) => sum + each, 0))} values from ${number(bins.min)} to ${number(bins.max)}`},
    freq.map((each, i) => h('rect', {key: i, x: i * bar, width: Math.max(0.5, bar - 0.6), fill: color,
      y: HEIGHT - HEIGHT * each / most, height: HEIGHT * each / most},
    h('title', null, `${number(bins.min + i * width)} to ${number(bins.min + (i + 1) * width)}: ${number(each)}`)))),
    h('div', {class: 'scale dim'}, [0, 0.25, 0.5, 0.75, 1].map(part =>
      h('span', {key: part}, number(Number((bins.min + (bins.max - bins.min) * part).toPrecision(3)))))),
    h('figcaption', null, `${number(freq.reduce((sum, each) => sum + each, 0))} values, the fullest bin has ${number(most)}`));
}

const ROW = 29;
const MARGIN = 20;

const cell = value => typeof value === 'number' ? number(value) : typeof value === 'string' ? value
  : value === null || value === undefined ? '' : JSON.stringify(value);

const compare = (a, b) => typeof a === 'number' && typeof b === 'number' ? a - b
  : cell(a).localeCompare(cell(b), 'en', {numeric: true});

/** A table of any length: sorted by a click on a column, and only the rows in sight are drawn. */
export class Table extends Component {
  box = createRef();
  state = {by: null, down: false, top: 0};

  rows({value}, {by, down}) {
    if (this.sorted?.of === value && this.sorted.by === by && this.sorted.down === down) return this.sorted.rows;
    const rows = value.table.map((cells, i) => ({cells, title: value.row?.[i]?.name}));
    if (by !== null) rows.sort((a, b) => compare(a.cells[by], b.cells[by]) * (down ? -1 : 1));
    this.sorted = {of: value, by, down, rows};
    return rows;
  }

  render({value, name}, {by, down, top}) {
    const rows = this.rows(this.props, this.state);
    const width = Math.max(0, ...value.table.slice(0, 100).map(cells => cells.length));
    const columns = Array.from({length: width}, (any, i) => value.col?.[i]?.name ?? String(i));
    const titled = rows.some(row => row.title !== undefined);
    const first = Math.max(0, Math.min(rows.length - 1, Math.floor(top / ROW) - MARGIN));
    const last = Math.min(rows.length, first + 2 * MARGIN + 20);
    const space = height => height > 0 && h('tr', {'aria-hidden': 'true'}, h('td', {colSpan: width + 1, class: 'space', style: {height: height + 'px'}}));
    return h('div', null,
      h('p', {class: 'dim'}, `${count(rows.length, 'row')} × ${count(width, 'column')}`),
      h('div', {class: 'scroll table', ref: this.box, tabIndex: 0, role: 'region', 'aria-label': 'Table ' + name,
        onScroll: event => this.setState({top: event.target.scrollTop})},
      h('table', null,
        h('thead', null, h('tr', null, titled && h('td'), columns.map((name, i) => h('th', {scope: 'col', key: i,
          'aria-sort': by === i ? (down ? 'descending' : 'ascending') : 'none'},
        h('button', {onClick: () => this.setState({by: i, down: by === i && !down})},
          name, h('span', {'aria-hidden': 'true'}, by === i ? (down ? ' ↓' : ' ↑') : '')))))),
        h('tbody', null, space(first * ROW),
          rows.slice(first, last).map((row, i) => h('tr', {key: first + i}, titled && h('th', {scope: 'row'}, row.title),
            columns.map((name, j) => h('td', {key: j, class: typeof row.cells[j] === 'number' ? 'number' : ''}, cell(row.cells[j]))))),
          space((rows.length - last) * ROW)))));
  }
}
