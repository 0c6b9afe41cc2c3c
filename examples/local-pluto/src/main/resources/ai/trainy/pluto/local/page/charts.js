// The charts of the chosen runs, a card for each metric, in groups; all show the same part of the x axis.
import {Component, createRef, h} from './lib/preact.module.js';
import {href} from './address.js';
import {Dot} from './details.js';
import {changed, draw, pan, place, prepare, save} from './plot.js';
import {get} from './server.js';
import {amount, count, group, told} from './words.js';

const AXES = {step: 'Step', relative: 'Relative time', time: 'Time'};

function settingsOf(address) {
  const value = name => address.parameters.get(name);
  const zoom = (value('x') || '').split('~').map(Number);
  return {
    axis: Object.hasOwn(AXES, value('axis') || '') ? value('axis') : 'step',
    log: value('log') === '1',
    smooth: Math.min(0.99, Math.max(0, Number(value('smooth')) || 0)),
    zoom: zoom.length === 2 && zoom[0] < zoom[1] ? zoom : null,
  };
}

/** Watches whether an element is near what is in sight. */
export class Seen extends Component {
  element = createRef();

  componentDidMount() {
    this.observer = new IntersectionObserver(entries => this.setState({seen: entries.at(-1).isIntersecting}),
      {rootMargin: '400px'});
    this.observer.observe(this.element.current);
  }

  componentWillUnmount() {
    this.observer.disconnect();
  }

  render({children, ...attributes}, {seen}) {
    return h('div', {...attributes, ref: this.element}, children(seen));
  }
}

class Chart extends Component {
  plot = createRef();
  place = createRef();
  values = new Map();
  state = {points: null, error: null};

  componentDidMount() {
    this.resized = new ResizeObserver(() => this.plotted && this.plotted.setSize(
      {width: this.plot.current.clientWidth, height: this.height()}));
    this.resized.observe(this.plot.current);
    this.load();
  }

  componentWillUnmount() {
    this.gone = true;
    this.resized.disconnect();
    this.plotted?.destroy();
  }

  /** What the points depend on: as long as it stays, they need not be fetched again. */
  wanted({runs, name, settings} = this.props) {
    return JSON.stringify([name, settings.axis, settings.zoom,
      runs.map(run => [run.id, run.metrics.find(metric => metric.name === name).count])]);
  }

  height() {
    return this.props.full ? Math.max(240, innerHeight - 220) : 220;
  }

  componentDidUpdate() {
    if (this.wanted() !== this.loaded) this.load();
    this.show();
  }

  async load() {
    const wanted = this.wanted();
    this.loaded = wanted;
    const {runs, name, settings: {axis, zoom}} = this.props;
    const unit = axis === 'step' ? 1 : 1000;
    const range = zoom ? {from: Math.floor(zoom[0] * unit), to: Math.ceil(zoom[1] * unit)} : {};
    try {
      const points = await get('points', {name, runs: runs.map(run => run.id).join(','), axis, ...range,
        buckets: Math.max(200, Math.round(this.plot.current.clientWidth / 2))});
      if (!this.gone && this.loaded === wanted) this.setState({points, shown: runs, error: null});
    } catch (error) {
      this.loaded = null; // the next update tries again
      if (!this.gone && !this.state.points) this.setState({error: 'The server does not answer.'});
    }
  }

  show() {
    const {name, settings, full, theme} = this.props;
    const {points, shown: runs} = this.state;
    if (!points) return;
    const form = JSON.stringify([settings, full, theme, runs.map(run => run.id)]);
    if (points === this.drawnPoints && form === this.form) return;
    const prepared = prepare(runs, points, settings);
    if (this.form === form && this.plotted) {
      this.plotted.odd = prepared.odd;
      this.plotted.setData(prepared.data);
    } else {
      this.plotted?.destroy();
      this.plotted = draw(this.plot.current, {name, runs, prepared, settings, height: this.height(),
        onZoom: zoom => this.props.onZoom(zoom), onCursor: chart => this.follow(chart)});
    }
    this.form = form;
    this.drawnPoints = points;
    this.follow(this.plotted);
  }

  /** Writes the values under the cursor, or else the last ones, beside the runs' names. */
  follow(chart) {
    const {runs, name, settings} = this.props;
    const index = chart.cursor.idx;
    const known = index !== null && index !== undefined;
    this.place.current.textContent = known ? place(settings.axis, chart.data[0][index]) : 'last';
    const each = settings.smooth ? 2 : 1;
    (this.state.shown || runs).forEach((run, i) => {
      const cell = this.values.get(run.id);
      if (!cell) return;
      const metric = run.metrics.find(candidate => candidate.name === name);
      const value = known ? near(chart.data[1 + i * each + each - 1], index) : Number(metric.last);
      cell.textContent = value === null ? '–' : amount(name, value);
    });
  }

  key = event => {
    if (!this.plotted) return;
    const {onZoom} = this.props;
    const places = this.plotted.data[0];
    const index = this.plotted.cursor.idx ?? places.length - 1;
    const to = i => this.plotted.setCursor({left: this.plotted.valToPos(places[Math.max(0, Math.min(places.length - 1, i))], 'x'),
      top: this.plotted.over.clientHeight / 2});
    const actions = {
      ArrowLeft: () => event.shiftKey ? onZoom(changed(this.plotted, 1, -0.2)) : to(index - 1),
      ArrowRight: () => event.shiftKey ? onZoom(changed(this.plotted, 1, 0.2)) : to(index + 1),
      '+': () => onZoom(changed(this.plotted, 0.5, 0)),
      '-': () => onZoom(changed(this.plotted, 2, 0)),
      0: () => onZoom(null),
    };
    if (Object.hasOwn(actions, event.key)) {
      event.preventDefault();
      actions[event.key]();
    }
  };

  press = event => {
    if (event.shiftKey && this.plotted) {
      event.stopPropagation();
      event.preventDefault();
      pan(this.plotted, event, this.props.onZoom);
    }
  };

  wheel = event => {
    if (event.ctrlKey && this.plotted) {
      event.preventDefault();
      this.props.onZoom(changed(this.plotted, event.deltaY < 0 ? 0.8 : 1.25, 0));
    }
  };

  savePicture = () => {
    const style = getComputedStyle(this.plot.current);
    save(this.plotted, this.props.name, this.state.shown, style.backgroundColor, style.color);
  };

  render({name, runs, full, onFull}, {points, error}) {
    const odd = points ? runs.reduce((sum, run) => sum + (points[run.id]?.nonFinite || 0), 0) : 0;
    return h('div', {class: 'inside'},
      h('div', {class: 'chart-title'},
        h('h3', null, name),
        h('span', {class: 'tools'},
          h('button', {onClick: this.savePicture, disabled: !points, 'aria-label': `Save ${name} as PNG`, title: 'Save as PNG'}, 'PNG'),
          h('a', {class: 'button', download: '', title: 'Save all points as CSV', 'aria-label': `Save ${name} as CSV`,
            href: '/local/points.csv?' + new URLSearchParams({name, runs: runs.map(run => run.id).join(',')})}, 'CSV'),
          h('button', {onClick: onFull, 'aria-label': full ? `Leave full screen of ${name}` : `Show ${name} in full screen`,
            title: full ? 'Back (Esc)' : 'Full screen', 'aria-pressed': String(!!full)}, full ? '✕' : '⤢'))),
      h('div', {class: 'plot', ref: this.plot, tabIndex: 0, role: 'group', onKeyDown: this.key,
        onMouseDownCapture: this.press, onWheel: this.wheel,
        'aria-label': `Chart of ${name}. Arrow keys read values, plus and minus zoom, Shift and arrows move, 0 shows all.`},
      !points && h('p', {class: 'dim'}, error || '')),
      h('div', {class: 'legend'},
        h('span', {class: 'dim place', ref: this.place}, 'last'),
        runs.map(run => h('span', {class: 'entry', key: run.id}, h(Dot, {run}), h('span', null, told(run, this.props.runs)),
          h('b', {ref: cell => cell ? this.values.set(run.id, cell) : this.values.delete(run.id)}))),
        odd > 0 && h('span', {class: 'odd', title: '× NaN, ▲ infinity, ▼ minus infinity'},
          count(odd, 'value is no number', 'values are no numbers'))));
  }
}

/** The value at this place or, where a run has none, its last one before. */
function near(line, index) {
  for (let i = index; i >= 0; i--) if (line[i] !== undefined && line[i] !== null) return line[i];
  return null;
}

class Group extends Component {
  render({title, names, runs, closed, onToggle, ...chart}) {
    return h('section', {class: 'group'},
      h('h2', null, h('button', {class: 'fold', 'aria-expanded': String(!closed), onClick: onToggle},
        h('span', {class: 'arrow', 'aria-hidden': 'true'}, closed ? '▸' : '▾'), title || 'Metrics', ' ',
        h('span', {class: 'dim'}, names.length))),
      !closed && h('div', {class: 'charts'}, names.map(name => {
        const having = runs.filter(run => run.metrics.some(metric => metric.name === name));
        const full = chart.full === name;
        return h(Seen, {key: name, class: 'card chart' + (full ? ' full' : '')}, seen => (seen || full)
          && h(Chart, {name, runs: having, ...chart, full, onFull: () => chart.onFull(full ? null : name)}));
      })));
  }
}

/** All metrics of the runs whose name the filter lets pass. */
export class Charts extends Component {
  componentDidMount() {
    this.escape = event => event.key === 'Escape' && this.state.full && this.setState({full: null});
    addEventListener('keydown', this.escape);
  }

  componentWillUnmount() {
    removeEventListener('keydown', this.escape);
  }

  render({runs, of, address, go, theme, empty}, {full, closed = new Set()}) {
    const settings = settingsOf(address);
    const find = address.parameters.get('find') || '';
    const set = changes => go(href(address, changes), true);
    const groups = new Map();
    for (const name of [...new Set(runs.flatMap(run => run.metrics.map(metric => metric.name)))].filter(of).sort()) {
      if (!name.toLowerCase().includes(find.toLowerCase())) continue;
      groups.set(group(name), [...(groups.get(group(name)) || []), name]);
    }
    const ungrouped = groups.get('');
    if (groups.delete('')) groups.set('', ungrouped); // last
    const toggle = title => {
      const next = new Set(closed);
      if (!next.delete(title)) next.add(title);
      this.setState({closed: next});
    };
    return h('div', null,
      h('div', {class: 'bar sticky', role: 'toolbar', 'aria-label': 'Charts'},
        h('input', {type: 'search', value: find, placeholder: 'Search metrics', 'aria-label': 'Search metrics',
          onInput: event => set({find: event.target.value})}),
        h('label', null, 'x axis ', h('select', {value: settings.axis, onChange: event => set({axis: event.target.value, x: null})},
          Object.entries(AXES).map(([key, text]) => h('option', {value: key, selected: key === settings.axis}, text)))),
        h('label', null, 'Smoothing ', h('input', {type: 'range', min: 0, max: 0.99, step: 0.01, value: settings.smooth,
          onInput: event => set({smooth: Number(event.target.value) ? event.target.value : null})}),
        h('output', null, settings.smooth.toFixed(2))),
        h('label', null, h('input', {type: 'checkbox', checked: settings.log, onChange: () => set({log: !settings.log})}), ' Log scale'),
        settings.zoom && h('button', {onClick: () => set({x: null})}, 'Show all')),
      [...groups].map(([title, names]) => h(Group, {key: '/' + title, title, names, runs, settings, theme, full,
        closed: closed.has(title), onToggle: () => toggle(title), onFull: name => this.setState({full: name}),
        onZoom: zoom => set({x: zoom && zoom.join('~')})})),
      !groups.size && h('p', {class: 'empty'}, find ? 'No metric fits.' : empty));
  }
}
