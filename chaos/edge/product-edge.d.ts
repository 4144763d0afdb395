/** Made by chaos/bundle.ts: the edge Worker, with memory of its own for each call. */
declare module "product-edge" {
  export function makeEdge(): {
    fetch(request: Request, env: object, context: ExecutionContext): Promise<Response>;
  };
}
