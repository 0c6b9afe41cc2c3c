// Pictures, sounds, films, histograms, tables and texts: each name has a slider over its steps.
import {Component, h} from './lib/preact.module.js';
import {href} from './address.js';
import {Seen} from './charts.js';
import {Histogram, Table} from './data.js';
import {Dot} from './details.js';
import {fileAddress, get} from './server.js';
import {bytes, color, count, told} from './words.js';

const KINDS = {image: 'Images', video: 'Video', audio: 'Audio', histogram: 'Histograms', table: 'Tables', text: 'Texts'};
const TINY = 64;

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Boxes as fractions of the picture: [{left, top, width, height, label, group}]. */
function boxes(annotations, width, height) {
  return Object.values(annotations?.boxes || {}).flatMap(({box_data: data = [], class_labels: labels = {}}, group) =>
    data.filter(box => box?.position).map(box => {
      const {minX, minY, maxX, maxY, middle, width: w, height: h} = box.position;
      const [left, top, right, bottom] = middle
        ? [middle[0] - w / 2, middle[1] - h / 2, middle[0] + w / 2, middle[1] + h / 2] : [minX, minY, maxX, maxY];
      const [x, y] = box.domain === 'pixel' ? [width, height] : [1, 1];
      return {left: left / x, top: top / y, width: (right - left) / x, height: (bottom - top) / y, group,
        label: box.box_caption || labels[box.class_id] || ''};
    }));
}

class Picture extends Component {
  state = {width: 0, height: 0};

  loaded = event => this.setState({width: event.target.naturalWidth, height: event.target.naturalHeight});

  /** Paints what a mask says of each pixel: its class is in the red channel. */
  paint(canvas, mask, labels) {
    if (!canvas || canvas.dataset.painted === mask) return;
    canvas.dataset.painted = mask;
    const source = new Image();
    source.onload = () => {
      canvas.width = source.naturalWidth;
      canvas.height = source.naturalHeight;
      const pen = canvas.getContext('2d');
      pen.drawImage(source, 0, 0);
      const pixels = pen.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < pixels.data.length; i += 4) {
        const id = pixels.data[i];
        const known = Object.hasOwn(labels, id);
        const value = parseInt(color(id).slice(1), 16);
        pixels.data.set([value >> 16, value >> 8 & 255, value & 255, known ? 130 : 0], i);
      }
      pen.putImageData(pixels, 0, 0);
    };
    source.src = mask;
  }

  render({run, item, masks, overlays}, {width, height}) {
    const annotations = parsed(item.annotations);
    const tiny = width > 0 && Math.max(width, height) <= TINY;
    return h('figure', null,
      h('div', {class: 'picture' + (tiny ? ' tiny' : '')},
        h('a', {href: fileAddress(run.id, item.position), target: '_blank', rel: 'noopener'},
          h('img', {src: fileAddress(run.id, item.position), alt: item.caption || item.fileName, onLoad: this.loaded})),
        overlays && Object.values(annotations?.masks || {}).map(mask => {
          const file = masks.find(candidate => candidate.fileName === mask.fileName);
          return file && h('canvas', {key: mask.fileName, 'aria-hidden': 'true',
            ref: canvas => this.paint(canvas, fileAddress(run.id, file.position), mask.class_labels || {})});
        }),
        overlays && width > 0 && boxes(annotations, width, height).map((box, i) => h('span', {class: 'box', key: i, style: {
          left: box.left * 100 + '%', top: box.top * 100 + '%', width: box.width * 100 + '%', height: box.height * 100 + '%',
          borderColor: color(box.group)}}, h('span', {class: 'box-label'}, box.label)))),
      h('figcaption', null, item.caption || item.fileName));
  }
}

function Item({run, kind, name, item, masks, overlays}) {
  if (item.data !== undefined) {
    const value = parsed(item.data);
    if (kind === 'histogram' && Array.isArray(value?.freq)) return h(Histogram, {value, color: color(run.id)});
    if (kind === 'table' && Array.isArray(value?.table)) return h(Table, {value, name: `${name} of ${run.name} ${run.displayId}`});
    return h('pre', {class: 'text', tabIndex: 0}, item.data);
  }
  if (!item.kept) {
    return h('p', {class: 'dim'}, `${item.fileName}: ` + (item.size < 0 ? 'not uploaded' : `${bytes(item.size)}, not kept`));
  }
  if (kind === 'image') return h(Picture, {run, item, masks, overlays});
  return h('figure', null,
    h(kind, {controls: true, preload: 'metadata', src: fileAddress(run.id, item.position), 'aria-label': item.caption || item.fileName}),
    h('figcaption', null, item.caption || item.fileName, ' ',
      h('a', {href: fileAddress(run.id, item.position, true)}, `Save (${bytes(item.size)})`)));
}

/** All that one run has under one name, at one step at a time: the last one, until another is chosen. */
class Steps extends Component {
  state = {steps: [], items: []};

  componentDidMount() {
    this.load();
  }

  componentWillUnmount() {
    this.gone = true;
  }

  componentDidUpdate() {
    this.load();
  }

  parameter() {
    return `at ${this.props.entry.kind} ${this.props.entry.name}`;
  }

  async load() {
    const {run, entry, address} = this.props;
    const wanted = address.parameters.get(this.parameter());
    const asked = JSON.stringify([entry, wanted]);
    if (asked === this.asked) return;
    this.asked = asked;
    const {kind, name} = entry;
    try {
      const steps = await get(`runs/${run.id}/steps`, {kind, name});
      const step = wanted !== null && steps.includes(wanted) ? wanted : steps.at(-1);
      const items = await get(`runs/${run.id}/at`, {kind, name, step});
      if (!this.gone && asked === this.asked) this.setState({steps, step, items});
    } catch {
      this.asked = null; // the next update tries again
    }
  }

  render({run, runs, entry, address, go, overlays}, {steps, step, items}) {
    const {kind, name} = entry;
    const index = steps.indexOf(step);
    const to = i => go(href(address, {[this.parameter()]: i === steps.length - 1 ? null : steps[i]}), true);
    const masks = items.filter(item => item.kind === 'mask');
    const shown = items.filter(item => item.kind !== 'mask');
    return h('div', {class: 'steps ' + kind},
      h('div', {class: 'bar'},
        runs.length > 1 && h('span', {class: 'entry'}, h(Dot, {run}), told(run, runs)),
        h('span', {class: 'dim'}, step === undefined ? '' : `step ${step}`),
        steps.length > 1 && [
          h('button', {disabled: index <= 0, onClick: () => to(index - 1), 'aria-label': `Previous step of ${name}`}, '‹'),
          h('input', {type: 'range', min: 0, max: steps.length - 1, value: index, 'aria-label': `Step of ${name}`,
            'aria-valuetext': `step ${step}`, onInput: event => to(Number(event.target.value))}),
          h('button', {disabled: index >= steps.length - 1, onClick: () => to(index + 1), 'aria-label': `Next step of ${name}`}, '›'),
          h('span', {class: 'dim position'}, `${index + 1} / ${steps.length}`)],
        shown.length > 1 && h('span', {class: 'dim'}, count(shown.length, kind === 'image' ? 'image' : 'item'))),
      h('div', {class: 'items'}, shown.map((item, i) =>
        h(Item, {key: item.position ?? `${step} ${i}`, run, kind, name, item, masks, overlays}))));
  }
}

export class Media extends Component {
  state = {overlays: true};

  render({runs, address, go}, {overlays}) {
    const find = address.parameters.get('find') || '';
    const names = kind => [...new Set(runs.flatMap(run => run.media.filter(entry => entry.kind === kind
      && entry.name.toLowerCase().includes(find.toLowerCase())).map(entry => entry.name)))].sort();
    const kinds = Object.keys(KINDS).filter(kind => names(kind).length);
    return h('div', null,
      h('div', {class: 'bar'},
        h('input', {type: 'search', value: find, placeholder: 'Search media', 'aria-label': 'Search media',
          onInput: event => go(href(address, {find: event.target.value}), true)}),
        kinds.includes('image') && h('label', null, h('input', {type: 'checkbox', checked: overlays,
          onChange: () => this.setState({overlays: !overlays})}), ' Boxes and masks')),
      kinds.map(kind => h('section', {key: kind, class: 'group'}, h('h2', null, KINDS[kind]),
        h('div', {class: 'media ' + kind}, names(kind).map(name => h(Seen, {key: name, class: 'card'}, seen => [
          h('h3', null, name),
          seen && runs.map(run => ({run, entry: run.media.find(entry => entry.kind === kind && entry.name === name)}))
            .filter(({entry}) => entry)
            .map(({run, entry}) => h(Steps, {key: run.id, run, runs, entry, address, go, overlays}))]))))),
      !kinds.length && h('p', {class: 'empty'}, find ? 'Nothing fits.' : 'No pictures, sounds, histograms, tables or texts were logged.'));
  }
}

/** Every file of the runs, to save. */
export class Files extends Component {
  state = {files: new Map()};

  componentDidMount() {
    this.load();
  }

  componentDidUpdate() {
    this.load();
  }

  async load() {
    for (const run of this.props.runs) {
      const version = JSON.stringify(run.media);
      if (this.state.files.get(run.id)?.version === version) continue;
      this.state.files.set(run.id, {version, all: this.state.files.get(run.id)?.all || []});
      const all = await get(`runs/${run.id}/files`).catch(() => []);
      this.state.files.set(run.id, {version, all});
      this.setState({});
    }
  }

  render({runs, address, go}, {files}) {
    const find = address.parameters.get('find') || '';
    const all = runs.flatMap(run => (files.get(run.id)?.all || []).map(file => ({run, file})));
    const shown = all.filter(({file}) => (file.logName + '/' + file.fileName).toLowerCase().includes(find.toLowerCase()));
    return h('section', {'aria-label': 'Files'},
      h('div', {class: 'bar'},
        h('input', {type: 'search', value: find, placeholder: 'Search files', 'aria-label': 'Search files',
          onInput: event => go(href(address, {find: event.target.value}), true)}),
        h('span', {class: 'dim'}, count(shown.length, 'file'))),
      shown.length > 0 && h('div', {class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'List of files'},
        h('table', null,
          h('thead', null, h('tr', null, ['Logged as', 'File', 'Type', 'Step', 'Size'].map((title, i) =>
            h('th', {scope: 'col', class: i > 2 ? 'number' : ''}, title)))),
          h('tbody', null, shown.map(({run, file}) => h('tr', {key: run.id + '/' + file.position},
            h('th', {scope: 'row'}, runs.length > 1 && h(Dot, {run}), file.logName),
            h('td', null, file.kept ? h('a', {href: fileAddress(run.id, file.position, true)}, file.fileName) : file.fileName),
            h('td', null, file.fileType), h('td', {class: 'number'}, file.step),
            h('td', {class: 'number'}, file.size < 0 ? 'not uploaded' : bytes(file.size))))))),
      !shown.length && h('p', {class: 'empty'}, find ? 'No file fits.' : 'No files were logged.'));
  }
}
