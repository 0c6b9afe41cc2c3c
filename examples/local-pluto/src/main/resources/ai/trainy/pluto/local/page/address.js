// What is looked at, as an address that can be shared: a project and a run in its path, the rest as parameters.

const PATH = /^\/o\/local\/projects\/([^/]+)(?:\/([^/]+))?$/;

/** Reads the address: {project, run, parameters}; null if it has no meaning. */
export function read() {
  const match = PATH.exec(location.pathname);
  if (!match && location.pathname !== '/') return null;
  try {
    return {
      project: match ? decodeURIComponent(match[1]) : null,
      run: match && match[2] || null,
      parameters: new URLSearchParams(location.search),
    };
  } catch {
    return null;
  }
}

/** Returns the address of a project (null: of all), or of a run in it. */
export function path(project, run) {
  if (project === null) return '/';
  return '/o/local/projects/' + encodeURIComponent(project) + (run ? '/' + run : '');
}

/** Returns the address with some parameters changed; null, '' and false remove one. */
export function href(address, changes, where = path(address.project, address.run)) {
  const parameters = new URLSearchParams(address.parameters);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '' || value === false) parameters.delete(name);
    else parameters.set(name, value === true ? '1' : value);
  }
  const query = parameters.toString();
  return where + (query ? '?' + query : '');
}

/** The ids of the runs to show: that of the path first, then those to compare it with. */
export function chosen(address) {
  const others = (address.parameters.get('with') || '').split(',').filter(Boolean);
  return [...new Set([address.run, ...others])].filter(Boolean);
}
