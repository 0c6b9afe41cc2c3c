// The page: reads the address, asks the server again and again, and shows what has changed.
import {Component, h, render} from './lib/preact.module.js';
import {chosen, href, path, read} from './address.js';
import {Charts} from './charts.js';
import {Console} from './console.js';
import {Config, Machine, RunHeading} from './details.js';
import {Files, Media} from './media.js';
import {Refused} from './refused.js';
import {RunList, listOf} from './runs.js';
import {get, idOf} from './server.js';

const EVERY = 2000;
const isSystem = name => name.startsWith('sys/');

const TABS = {
  charts: ['Charts', props => h(Charts, {...props, key: 'charts', of: name => !isSystem(name), empty: 'No metric was logged yet.'})],
  media: ['Media', props => h(Media, props)],
  console: ['Console', props => h(Console, {...props, key: props.runs[0].id, run: props.runs[0]})],
  system: ['System', props => h(Charts, {...props, key: 'system', of: isSystem, empty: 'The machine was not measured.'})],
  config: ['Config', props => h(Config, props)],
  machine: ['Machine', props => h(Machine, props)],
  files: ['Files', props => h(Files, props)],
};

class App extends Component {
  state = {address: read(), projects: null, refused: 0, list: null, runs: [], wrong: null, away: false,
    theme: localStorage.getItem('theme')};

  componentDidMount() {
    addEventListener('popstate', () => this.moved());
    addEventListener('visibilitychange', () => document.hidden || this.refresh());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.setState({}));
    this.dress();
    this.refresh();
  }

  componentDidUpdate() {
    this.dress();
    const [first] = this.state.runs;
    document.title = (first && this.state.address?.run ? `${first.name} · ${first.project}` : this.state.address?.project || 'Runs') + ' · Local Pluto';
  }

  dress() {
    document.documentElement.style.colorScheme = this.state.theme || 'light dark';
  }

  /** Goes to an address of the page: another place, or (true) the same one seen otherwise. */
  go = (target, sameplace = false) => {
    history[sameplace ? 'replaceState' : 'pushState'](null, '', target);
    this.moved();
    if (!sameplace) scrollTo(0, 0);
  };

  moved() {
    this.setState({address: read()}, () => this.refresh());
  }

  /** Asks for all that is shown; one question at a time, and what has not changed is left alone. */
  async refresh() {
    clearTimeout(this.timer);
    const turn = this.turn = {};
    const {address} = this.state;
    try {
      if (address) {
        const [projects, list, ...runs] = await Promise.all([get('projects'), get('runs', listOf(address)),
          ...(address.run ? chosen(address) : []).map(id => get('runs/' + idOf(id)))]);
        if (turn !== this.turn) return;
        const next = {projects: projects.projects, refused: projects.refused, list, runs, wrong: null, away: false};
        const text = JSON.stringify(next);
        if (text !== this.text || this.state.away) this.setState(next);
        this.text = text;
      }
    } catch (error) {
      if (turn !== this.turn) return;
      this.text = null;
      this.setState(error.status ? {wrong: error.status} : {away: true});
    }
    if (!document.hidden) this.timer = setTimeout(() => this.refresh(), EVERY);
  }

  isWrong() {
    const {address, projects, runs, wrong} = this.state;
    return !address || wrong !== null
      || (projects && address.project !== null && !projects.some(({name}) => name === address.project))
      || (address.run && runs.length > 0 && runs[0].project !== address.project);
  }

  render(props, {address, projects, refused, list, away, theme}) {
    const {go} = this;
    return [
      h(Header, {address, go, refused, away, theme, onTheme: next => {
        if (next) localStorage.setItem('theme', next);
        else localStorage.removeItem('theme');
        this.setState({theme: next});
      }}),
      this.isWrong() ? h('main', {class: 'alone'}, h('h1', null, 'Nothing is here'),
        h('p', null, 'No run and no project has this address.'), h('p', null, h('a', {href: '/'}, 'All runs')))
        : !projects ? h('main', {class: 'alone'}, h('p', {class: 'dim'}, away ? 'The server does not answer.' : 'Loading …'))
          : address.parameters.has('refused') ? h('main', {class: 'alone'}, h(Refused, {address, go, refused}))
            : !projects.length ? h(Welcome)
              : address.run
                ? h('div', {class: 'page open'}, h(RunList, {address, go, projects, list}), this.run())
                : h('main', {class: 'page'}, h('h1', {class: 'unseen'}, 'Runs of ' + (address.project ?? 'all projects')),
                  h(RunList, {address, go, projects, list})),
    ];
  }

  run() {
    const {address, theme} = this.state;
    const ids = chosen(address);
    const runs = this.state.runs.filter(run => ids.includes(run.shortId));
    if (!runs.length) return h('main', null, h('p', {class: 'dim'}, 'Loading …'));
    const wanted = address.parameters.get('tab') || '';
    const onlyMedia = runs.every(run => run.metrics.every(({name}) => isSystem(name))) && runs.some(run => run.media.length);
    const tab = Object.hasOwn(TABS, wanted) ? wanted : onlyMedia ? 'media' : 'charts';
    return h('main', null,
      h(RunHeading, {run: runs[0], others: runs.slice(1)}),
      h('nav', {class: 'tabs', 'aria-label': 'What to show'}, Object.entries(TABS).map(([key, [title]]) => {
        const target = href(address, {tab: key, find: null});
        return h('a', {key, href: target, 'aria-current': key === tab ? 'page' : null, onClick: event => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          this.go(target);
        }}, title);
      })),
      TABS[tab][1]({runs, address, go: this.go, theme}));
  }
}

function Header({address, go, refused, away, theme, onTheme}) {
  const follow = target => event => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    go(target);
  };
  const back = address?.run ? href({...address, run: null}, {with: null, tab: null, x: null}, path(address.project, null)) : '/';
  const wrong = address ? href(address, {refused: true}) : '/?refused=1';
  return h('header', null,
    h('a', {class: 'brand', href: '/', onClick: follow('/')}, 'Local Pluto'),
    address?.run && h('a', {class: 'back', href: back, onClick: follow(back)}, '‹ All runs'),
    h('span', {class: 'grow'}),
    h('span', {role: 'status'}, away ? 'The server does not answer.' : ''),
    refused > 0 && h('a', {class: 'refused', href: wrong, onClick: follow(wrong)}, `${refused.toLocaleString('en')} refused`),
    h('select', {'aria-label': 'Theme', value: theme || '', onChange: event => onTheme(event.target.value || null)},
      [['', 'Auto'], ['light', 'Light'], ['dark', 'Dark']].map(([value, text]) =>
        h('option', {value, selected: value === (theme || '')}, text))));
}

function Welcome() {
  return h('main', {class: 'alone'},
    h('h1', null, 'No run yet'),
    h('p', null, 'Start a program with the agent in a shell where these are set, and it appears here:'),
    h('pre', {tabIndex: 0}, ['APP', 'API', 'INGEST', 'PY'].map(each => `export PLUTO_URL_${each}=${location.origin}\n`),
      'export PLUTO_API_KEY=mlpi_local-pluto-00001\n'));
}

render(h(App), document.body);
