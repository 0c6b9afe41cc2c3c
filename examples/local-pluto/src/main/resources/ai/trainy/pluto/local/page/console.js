// What the program printed: only the lines in sight are fetched and drawn, however many there are.
import {Component, createRef, h} from './lib/preact.module.js';
import {href} from './address.js';
import {get} from './server.js';
import {clock, count} from './words.js';

const LINE = 20;
const BLOCK = 200;

export class Console extends Component {
  box = createRef();
  blocks = new Map();
  state = {total: 0, first: 0, last: 60};
  atEnd = true;

  componentDidMount() {
    this.start();
  }

  componentWillUnmount() {
    this.gone = true;
  }

  query({run, address} = this.props) {
    return {search: address.parameters.get('log') || '', stream: address.parameters.get('stream') || '', run: run.id};
  }

  start() {
    this.asked = JSON.stringify(this.query());
    this.lines = this.props.run.logLines;
    this.blocks.clear();
    this.need(0, 1);
  }

  componentDidUpdate() {
    if (this.asked !== JSON.stringify(this.query())) {
      this.atEnd = true;
      this.start();
    } else if (this.lines !== this.props.run.logLines) {
      // lines are only added: all but the last block stay
      this.lines = this.props.run.logLines;
      this.blocks.delete(Math.floor(this.state.total / BLOCK));
      this.need(this.state.total, this.state.total + 1);
    }
    if (this.atEnd && this.box.current) this.box.current.scrollTop = this.box.current.scrollHeight;
  }

  async need(first, last) {
    for (let block = Math.floor(first / BLOCK); block <= Math.floor(last / BLOCK); block++) {
      if (this.blocks.has(block)) continue;
      const {run, ...query} = this.query();
      const asked = this.asked;
      this.blocks.set(block, []);
      try {
        const {total, lines} = await get(`runs/${run}/logs`, {...query, offset: block * BLOCK, limit: BLOCK});
        if (this.gone || asked !== this.asked) return;
        this.blocks.set(block, lines);
        this.setState({total});
      } catch {
        this.blocks.delete(block);
      }
    }
  }

  scrolled = () => {
    const {scrollTop, clientHeight, scrollHeight} = this.box.current;
    this.atEnd = scrollTop + clientHeight >= scrollHeight - LINE;
    const first = Math.max(0, Math.floor(scrollTop / LINE) - 20);
    const last = first + Math.ceil(clientHeight / LINE) + 40;
    if (first !== this.state.first || last !== this.state.last) this.setState({first, last});
    this.need(first, Math.min(last, Math.max(0, this.state.total - 1)));
  };

  render({address, go}, {total, first, last}) {
    const {search, stream} = this.query();
    const set = changes => go(href(address, changes), true);
    const rows = [];
    for (let i = first; i < Math.min(last, total); i++) {
      const line = this.blocks.get(Math.floor(i / BLOCK))?.[i % BLOCK];
      rows.push(h('div', {key: i, class: 'line ' + (line ? line.stream : '')},
        line && [h('span', {class: 'dim', 'aria-hidden': 'true'}, clock(line.time)), h('span', {class: 'unseen'}, line.stream + ': '),
          h('span', null, line.message)]));
    }
    return h('section', {'aria-label': 'Console'},
      h('div', {class: 'bar'},
        h('input', {type: 'search', value: search, placeholder: 'Search console', 'aria-label': 'Search console',
          onInput: event => set({log: event.target.value})}),
        h('select', {'aria-label': 'Stream', value: stream, onChange: event => set({stream: event.target.value})},
          [['', 'stdout and stderr'], ['stdout', 'stdout'], ['stderr', 'stderr']].map(([value, text]) =>
            h('option', {value, selected: value === stream}, text))),
        h('span', {class: 'dim'}, count(total, 'line'))),
      h('div', {class: 'console', ref: this.box, tabIndex: 0, role: 'log', 'aria-label': 'Output of the program', onScroll: this.scrolled},
        h('div', {class: 'lines', style: {height: total * LINE + 'px', paddingTop: first * LINE + 'px'}}, rows)),
      !total && h('p', {class: 'empty'}, search || stream ? 'No line fits.' : 'Nothing was printed.'));
  }
}
