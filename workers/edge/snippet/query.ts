/** The query string without these parameters; every other byte of it stays as it is. */
export const withoutParams = (search: string, names: unknown[]) =>
  search
    .slice(1)
    .split("&")
    .filter((pair) => !names.includes(pair.split("=")[0]))
    .join("&");
