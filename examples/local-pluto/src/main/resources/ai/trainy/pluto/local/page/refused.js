// What the server refused, newest first, with what it answered.
import {Component, h} from './lib/preact.module.js';
import {href} from './address.js';
import {get} from './server.js';
import {count} from './words.js';

const PAGE = 50;

export class Refused extends Component {
  state = {total: 0, refusals: []};

  componentDidMount() {
    this.load();
  }

  componentDidUpdate() {
    this.load();
  }

  async load() {
    const page = Number(this.props.address.parameters.get('from')) || 0;
    const asked = page + ' ' + this.props.refused;
    if (asked === this.asked) return;
    this.asked = asked;
    const answer = await get('refusals', {offset: page * PAGE, limit: PAGE}).catch(() => null);
    if (answer && asked === this.asked) this.setState(answer);
  }

  render({address, go}, {total, refusals}) {
    const page = Number(address.parameters.get('from')) || 0;
    return h('section', null,
      h('h1', null, 'Refused requests'),
      h('p', {class: 'dim'}, `${count(total, 'request')} that this Pluto refused as the real one does, newest first. `,
        h('a', {href: href(address, {refused: null, from: null})}, 'Back')),
      refusals.map((refusal, i) => h('article', {class: 'card refusal', key: total - page * PAGE - i},
        h('h2', null, h('span', {class: 'code'}, refusal.status || 'cut'), ' ', refusal.method, ' ', refusal.path),
        refusal.body && h('pre', {tabIndex: 0}, refusal.body))),
      total > PAGE && h('div', {class: 'pager'},
        h('span', null, `${page * PAGE + 1}–${Math.min(total, (page + 1) * PAGE)} of ${total}`),
        h('button', {disabled: !page, onClick: () => go(href(address, {from: page - 1 || null}), true), 'aria-label': 'Newer'}, '‹'),
        h('button', {disabled: (page + 1) * PAGE >= total, onClick: () => go(href(address, {from: page + 1}), true), 'aria-label': 'Older'}, '›')));
  }
}
