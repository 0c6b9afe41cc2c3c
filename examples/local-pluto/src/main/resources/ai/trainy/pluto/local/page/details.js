// What a run is: its heading, its config and how it differs from others', the machine it runs on.
import {h} from './lib/preact.module.js';
import {href} from './address.js';
import {Status, Tags} from './runs.js';
import {color, count, duration, flat, text, told, when} from './words.js';

export function RunHeading({run, others}) {
  const facts = [run.project, run.displayId, when(run.createdAt), duration(run.seconds),
    count(run.points, 'point'), run.externalId && `external id ${run.externalId}`,
    run.forkedFrom && `forked from run ${run.forkedFrom} at step ${run.forkStep}`];
  return h('div', {class: 'heading'},
    h('h1', null, run.name || '(no name)'), ' ', h(Status, {run}), ' ', h(Tags, {tags: run.tags}),
    h('p', {class: 'dim'}, facts.filter(Boolean).join(' · ')),
    run.notes && h('p', {class: 'notes'}, run.notes),
    run.alerts.map((alert, i) => h('p', {class: 'alert', key: i},
      h('b', null, `${alert.level}: ${alert.title}`), ' ', alert.text)),
    others.length > 0 && h('p', {class: 'legend'}, h('span', {class: 'dim'}, 'with '),
      others.map(other => h('span', {key: other.id, class: 'entry'}, h(Dot, {run: other}), other.name, ' ',
        h('span', {class: 'dim'}, other.displayId)))));
}

export function Dot({run}) {
  return h('span', {class: 'dot', style: {background: color(run.id)}});
}

/** Values by path; of several runs side by side, with those that differ first in sight. */
export function Values({title, runs, of, address, go, parameter}) {
  const columns = runs.map(run => new Map(flat(of(run))));
  const search = address.parameters.get(parameter) || '';
  const differences = runs.length > 1 && address.parameters.get('differences') !== '0';
  const paths = [...new Set(columns.flatMap(column => [...column.keys()]))].sort();
  const differs = path => new Set(columns.map(column => text(column.get(path)))).size > 1;
  const shown = paths.filter(path => (!differences || differs(path))
    && (path + '\n' + columns.map(column => text(column.get(path))).join('\n')).toLowerCase().includes(search.toLowerCase()));
  return h('section', {'aria-label': title},
    h('div', {class: 'bar'},
      h('input', {type: 'search', value: search, placeholder: 'Search ' + title.toLowerCase(),
        'aria-label': 'Search ' + title.toLowerCase(),
        onInput: event => go(href(address, {[parameter]: event.target.value}), true)}),
      runs.length > 1 && h('label', null, h('input', {type: 'checkbox', checked: differences,
        onChange: () => go(href(address, {differences: differences ? '0' : null}), true)}), ' Only differences'),
      h('span', {class: 'dim'}, `${shown.length} of ${paths.length}`)),
    shown.length > 0 && h('div', {class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': title + ' by name'},
      h('table', {class: 'values'},
        h('thead', null, h('tr', null, h('th', {scope: 'col'}, 'Name'),
          runs.map(run => h('th', {scope: 'col', key: run.id}, h(Dot, {run}), told(run, runs))))),
        h('tbody', null, shown.map(path => h('tr', {key: path, class: runs.length > 1 && differs(path) ? 'differs' : ''},
          h('th', {scope: 'row'}, path),
          columns.map((column, i) => h('td', {key: runs[i].id}, text(column.get(path))))))))),
    !shown.length && h('p', {class: 'empty'}, paths.length ? 'Nothing differs or fits.' : 'Nothing was sent.'));
}

export function Config(props) {
  return h(Values, {...props, title: 'Config', of: run => run.config, parameter: 'config'});
}

export function Machine(props) {
  return h('div', null,
    props.runs.some(run => run.statusMetadata) && [h('h2', null, 'How it ended'), h(Ending, props)],
    h('h2', null, 'Where it runs'),
    h(Values, {...props, title: 'Machine', of: run => run.systemMetadata, parameter: 'machine'}));
}

function Ending({runs}) {
  return runs.filter(run => run.statusMetadata).map(run => h('table', {class: 'values card', key: run.id},
    h('caption', null, h(Dot, {run}), run.name, ' ', h('span', {class: 'dim'}, run.statusHistory.join(' → ').toLowerCase())),
    h('tbody', null, flat(run.statusMetadata).map(([path, value]) => h('tr', {key: path},
      h('th', {scope: 'row'}, path), h('td', null, text(value)))))));
}
