// What the local Pluto is asked.

/** Fetches JSON. An answer other than 200 is an error with its status. */
export async function get(path, parameters = {}) {
  const query = new URLSearchParams(
    Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  const response = await fetch('/local/' + path + (query.size ? '?' + query : ''));
  if (!response.ok) throw Object.assign(new Error(await response.text()), {status: response.status});
  return response.json();
}

export const idOf = shortId => parseInt(shortId.slice(1), 36);

export const fileAddress = (run, position, save) =>
  `/local/runs/${run}/files/${position}` + (save ? '?save' : '');
