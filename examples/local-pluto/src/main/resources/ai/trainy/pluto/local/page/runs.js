// The list of runs: searched, sorted, by page; those to compare have a tick.
import {h} from './lib/preact.module.js';
import {chosen, href, path} from './address.js';
import {color, count, duration, when} from './words.js';

export const PAGE = 50;
const STATUSES = ['RUNNING', 'COMPLETED', 'FAILED', 'TERMINATED', 'CANCELLED'];
const ORDERS = {'-createdAt': 'Newest first', createdAt: 'Oldest first', name: 'Name', status: 'Status',
  '-duration': 'Longest first', duration: 'Shortest first', '-updatedAt': 'Last changed'};

/** What the server is asked for the list. */
export function listOf(address) {
  const wanted = name => address.parameters.get(name);
  return {project: address.project, search: wanted('q'), status: wanted('status'), tags: wanted('tag'),
    sort: wanted('sort') || '-createdAt', limit: PAGE, offset: PAGE * (Number(wanted('page')) || 0)};
}

export function Status({run}) {
  return h('span', {class: 'status ' + run.status}, run.status.toLowerCase());
}

export function Tags({tags}) {
  return tags.map(tag => h('span', {class: 'tag', key: tag}, tag));
}

function Choice({label, value, options, onChange}) {
  return h('select', {'aria-label': label, value, onChange: event => onChange(event.target.value)},
    ...options.map(([key, text]) => h('option', {value: key, selected: key === value}, text)));
}

function Filters({address, go, projects}) {
  const value = name => address.parameters.get(name) || '';
  const set = changes => go(href(address, {page: null, ...changes}), true);
  return h('div', {class: 'filters'},
    h(Choice, {label: 'Project', value: address.project === null ? '' : '=' + address.project,
      options: [['', 'All projects'], ...projects.map(({name, runs}) => ['=' + name, `${name} (${runs})`])],
      onChange: chosen => go(path(chosen ? chosen.slice(1) : null, null))}),
    h('input', {type: 'search', 'aria-label': 'Search runs', placeholder: 'Search runs', value: value('q'),
      onInput: event => set({q: event.target.value})}),
    h('div', {class: 'pair'},
      h(Choice, {label: 'Status', value: value('status'), onChange: status => set({status}),
        options: [['', 'Any status'], ...STATUSES.map(status => [status, status.toLowerCase()])]}),
      h(Choice, {label: 'Order', value: value('sort') || '-createdAt', onChange: sort => set({sort}),
        options: Object.entries(ORDERS)})),
    value('tag') && h('button', {class: 'tag', onClick: () => set({tag: null}),
      'aria-label': 'Remove the filter by tag ' + value('tag')}, value('tag') + ' ×'));
}

function Row({run, address, go}) {
  const chosenIds = chosen(address);
  const ticked = chosenIds.includes(run.shortId);
  const own = run.shortId === address.run;
  const follow = target => event => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(target);
  };
  const toggle = () => {
    const others = ticked ? chosenIds.filter(id => id !== run.shortId) : [...chosenIds, run.shortId];
    const first = own ? others[0] : address.run;
    go(href(address, {with: others.filter(id => id !== first).join(','), x: null},
      path(own && first ? address.project ?? run.project : address.project, first)), !own);
  };
  const target = href(address, {x: null}, path(run.project, run.shortId));
  return h('tr', {class: own ? 'own' : ''},
    h('td', {class: 'tick'},
      h('input', {type: 'checkbox', checked: ticked, disabled: own && chosenIds.length === 1, onChange: toggle,
        'aria-label': `Compare ${run.name} (${run.displayId})`, style: {accentColor: color(run.id)}})),
    h('td', {class: 'name'},
      h('a', {href: target, onClick: follow(target), 'aria-current': own ? 'page' : null}, run.name || '(no name)'),
      h('span', {class: 'dim id'}, run.displayId)),
    h('td', null, h(Status, {run})),
    address.project === null && h('td', {class: 'more'}, h('a', {href: path(run.project, null),
      onClick: follow(path(run.project, null))}, run.project)),
    h('td', {class: 'tags'}, run.tags.map(tag => h('button', {class: 'tag', key: tag,
      'aria-label': 'Show runs with tag ' + tag, onClick: () => go(href(address, {tag, page: null}), true)}, tag))),
    h('td', {class: 'dim created'}, when(run.createdAt)),
    h('td', {class: 'number'}, duration(run.seconds)),
    h('td', {class: 'number more'}, run.points.toLocaleString('en')));
}

function Pager({total, address, go}) {
  const page = Number(address.parameters.get('page')) || 0;
  const pages = Math.ceil(total / PAGE);
  const to = next => go(href(address, {page: next || null}), true);
  return h('div', {class: 'pager'},
    h('span', null, total ? `${page * PAGE + 1}–${Math.min(total, (page + 1) * PAGE)} of ${total.toLocaleString('en')}` : 'none'),
    h('button', {disabled: page === 0, onClick: () => to(page - 1), 'aria-label': 'Previous page'}, '‹'),
    h('button', {disabled: page + 1 >= pages, onClick: () => to(page + 1), 'aria-label': 'Next page'}, '›'));
}

export function RunList({address, go, projects, list}) {
  const others = chosen(address).length;
  return h('nav', {class: 'runs', 'aria-label': 'Runs'},
    h(Filters, {address, go, projects}),
    others > 0 && !address.run && h('button', {class: 'primary compare', onClick: () => compare(address, go, list)},
      'Compare ' + count(others, 'run')),
    h('div', {class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'List of runs'},
      h('table', null,
        h('thead', null, h('tr', null, h('th', {class: 'tick'}, h('span', {class: 'unseen'}, 'Compare')),
          h('th', null, 'Run'), h('th', null, 'Status'), address.project === null && h('th', {class: 'more'}, 'Project'),
          h('th', {class: 'tags'}, 'Tags'), h('th', {class: 'created'}, 'Created'), h('th', {class: 'number'}, 'Duration'),
          h('th', {class: 'number more'}, 'Points'))),
        h('tbody', null, list.runs.map(run => h(Row, {key: run.id, run, address, go})))),
      !list.runs.length && h('p', {class: 'empty'}, 'No run fits.')),
    h(Pager, {total: list.total, address, go}));
}

function compare(address, go, list) {
  const [first, ...others] = chosen(address);
  const known = list.runs.find(run => run.shortId === first);
  go(href(address, {with: others.join(',')}, path(known ? known.project : address.project, first)));
}
