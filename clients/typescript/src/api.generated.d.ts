// Made by `npm run client` from the API's OpenAPI document. Do not edit.

export interface paths {
  "/api/v1/organizations/{organization_id}/api-keys": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List API keys, the newest first, with when each was last used */
    get: {
      parameters: {
        query?: {
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                id: string;
                organization_id: string;
                program_id: string | null;
                mode: "live" | "test";
                name: string;
                scopes: string[];
                created_at: string;
                last_used_at: string | null;
                revoked_at: string | null;
              }[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Make an API key; it is shown in this answer and never again */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            name: string;
            mode: "live" | "test";
            program_id?: string | null;
            scopes: ("track:write" | "programs:read" | "programs:write" | "affiliates:read" | "affiliates:write" | "links:read" | "links:write" | "conversions:read" | "conversions:write" | "commissions:read" | "customers:read" | "reports:read" | "audit:read" | "live:read")[];
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              program_id: string | null;
              mode: "live" | "test";
              name: string;
              scopes: string[];
              created_at: string;
              last_used_at: string | null;
              revoked_at: string | null;
              key: string | null;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/api-keys/{api_key_id}/revoke": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Revoke an API key from this moment on */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          api_key_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              program_id: string | null;
              mode: "live" | "test";
              name: string;
              scopes: string[];
              created_at: string;
              last_used_at: string | null;
              revoked_at: string | null;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/me": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get your account: who you are, in which teams and programs, and the session's token */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              user: {
                id: string;
                name: string;
                email: string;
                photo: string | null;
                two_factor: boolean;
                created_at: string;
              };
              preferences: {
                locale: string | null;
                time_zone: string | null;
                theme: "light" | "dark" | null;
              };
              teams: {
                organization_id: string;
                organization: string;
                role: "viewer" | "manager" | "admin" | "owner";
                requires_two_factor: boolean;
              }[];
              affiliates: {
                affiliate_id: string;
                program_id: string;
                program: string;
                organization_id: string;
                state: "applied" | "active" | "suspended" | "left" | "banned";
              }[];
              platform_admin: boolean;
              csrf_token: string;
              deletion: {
                requested_at: string;
                deleted_at: string;
              } | null;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change your name and preferences */
    patch: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            name?: string;
            locale?: "en" | "de" | null;
            time_zone?: string | null;
            theme?: "light" | "dark" | null;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              preferences: {
                locale: string | null;
                time_zone: string | null;
                theme: "light" | "dark" | null;
              };
              updated_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    trace?: never;
  };
  "/api/v1/me/photo": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    /** Give yourself a photo */
    put: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "*/*": string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              photo: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    post?: never;
    /** Take your photo away */
    delete: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users/{user_id}/photo": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get somebody's photo */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          user_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "*/*": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/me/exports": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List your exports, the newest first */
    get: {
      parameters: {
        query?: {
          limit?: number;
          cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                id: string;
                state: "running" | "ready" | "expired";
                progress: number;
                bytes: number | null;
                created_at: string;
                ready_at: string | null;
                expires_at: string | null;
              }[];
              next_cursor: string | null;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Ask for an export of all that is kept about you */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        202: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              state: "running" | "ready" | "expired";
              progress: number;
              bytes: number | null;
              created_at: string;
              ready_at: string | null;
              expires_at: string | null;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/me/exports/{export_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get an export, with how far it is */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          export_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              state: "running" | "ready" | "expired";
              progress: number;
              bytes: number | null;
              created_at: string;
              ready_at: string | null;
              expires_at: string | null;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/me/exports/{export_id}/file": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Download an export */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          export_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "*/*": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        410: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/me/deletion": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Ask that your account be deleted, in 14 days */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        202: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              requested_at: string;
              deleted_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Call the deletion of your account off */
    delete: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/organizations/{organization_id}/members": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List the team of an organization */
    get: {
      parameters: {
        query?: {
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                organization_id: string;
                user_id: string;
                role: "viewer" | "manager" | "admin" | "owner";
                created_at: string;
                version: number;
                name: string | null;
                email: string | null;
                two_factor: boolean;
              }[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/organizations/{organization_id}/members/{user_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    /** Take somebody out of the team */
    delete: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          organization_id: string;
          user_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    options?: never;
    head?: never;
    /** Give a member another role */
    patch: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          organization_id: string;
          user_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            role: "viewer" | "manager" | "admin" | "owner";
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              organization_id: string;
              user_id: string;
              role: "viewer" | "manager" | "admin" | "owner";
              created_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    trace?: never;
  };
  "/api/v1/organizations/{organization_id}/members/leave": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Leave the team oneself */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List a program's affiliates */
    get: {
      parameters: {
        query: {
          program_id: string;
          state?: "applied" | "active" | "suspended" | "left" | "banned";
          group_id?: string;
          tag?: string;
          search?: string;
          sort?: "created_at" | "-created_at";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                id: string;
                organization_id: string;
                program_id: string;
                user_id: string | null;
                payee_id: string | null;
                group_id: string | null;
                code: string;
                state: "applied" | "active" | "suspended" | "left" | "banned";
                application: "open" | "approved" | "rejected" | null;
                tags: string[] | null;
                recruiter_id: string | null;
                recruited_at: string | null;
                accepted_terms_version: number | null;
                created_at: string;
                version: number;
                name: string | null;
                email: string | null;
              }[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Add an affiliate without an account, active at once */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            program_id: string;
            code?: string;
            group_id?: string | null;
            tags?: string[];
            payee_id?: string | null;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              program_id: string;
              user_id: string | null;
              payee_id: string | null;
              group_id: string | null;
              code: string;
              state: "applied" | "active" | "suspended" | "left" | "banned";
              application: "open" | "approved" | "rejected" | null;
              tags: string[] | null;
              recruiter_id: string | null;
              recruited_at: string | null;
              accepted_terms_version: number | null;
              created_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{affiliate_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get an affiliate */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          affiliate_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              program_id: string;
              user_id: string | null;
              payee_id: string | null;
              group_id: string | null;
              code: string;
              state: "applied" | "active" | "suspended" | "left" | "banned";
              application: "open" | "approved" | "rejected" | null;
              tags: string[] | null;
              recruiter_id: string | null;
              recruited_at: string | null;
              accepted_terms_version: number | null;
              created_at: string;
              version: number;
              name: string | null;
              email: string | null;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change code, group or tags of an affiliate */
    patch: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          affiliate_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            code?: string;
            group_id?: string | null;
            group_applies_to?: "new" | "renewals_too";
            tags?: string[];
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              program_id: string;
              user_id: string | null;
              payee_id: string | null;
              group_id: string | null;
              code: string;
              state: "applied" | "active" | "suspended" | "left" | "banned";
              application: "open" | "approved" | "rejected" | null;
              tags: string[] | null;
              recruiter_id: string | null;
              recruited_at: string | null;
              accepted_terms_version: number | null;
              created_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    trace?: never;
  };
  "/api/v1/affiliates/{affiliate_id}/payee": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    /** Say who is paid for an affiliate from now on */
    put: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          affiliate_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            payee_id: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              program_id: string;
              user_id: string | null;
              payee_id: string | null;
              group_id: string | null;
              code: string;
              state: "applied" | "active" | "suspended" | "left" | "banned";
              application: "open" | "approved" | "rejected" | null;
              tags: string[] | null;
              recruiter_id: string | null;
              recruited_at: string | null;
              accepted_terms_version: number | null;
              created_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{affiliate_id}/state": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Approve, reject, suspend, reinstate or ban an affiliate, from now on */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          affiliate_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            step: "approve" | "reject" | "reinstate";
            reason?: string | null;
          } | {
            step: "suspend" | "ban";
            reason: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              program_id: string;
              user_id: string | null;
              payee_id: string | null;
              group_id: string | null;
              code: string;
              state: "applied" | "active" | "suspended" | "left" | "banned";
              application: "open" | "approved" | "rejected" | null;
              tags: string[] | null;
              recruiter_id: string | null;
              recruited_at: string | null;
              accepted_terms_version: number | null;
              created_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/bulk": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Approve, reject, suspend, tag or untag up to 100 affiliates */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            action: "approve" | "reject";
            affiliate_ids: string[];
            reason?: string | null;
          } | {
            action: "suspend";
            affiliate_ids: string[];
            reason: string;
          } | {
            action: "tag" | "untag";
            affiliate_ids: string[];
            tag: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              results: {
                affiliate_id: string;
                ok: boolean;
                code: string | null;
              }[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{affiliate_id}/leave": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Leave a program oneself */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          affiliate_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              program_id: string;
              user_id: string | null;
              payee_id: string | null;
              group_id: string | null;
              code: string;
              state: "applied" | "active" | "suspended" | "left" | "banned";
              application: "open" | "approved" | "rejected" | null;
              tags: string[] | null;
              recruiter_id: string | null;
              recruited_at: string | null;
              accepted_terms_version: number | null;
              created_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{affiliate_id}/terms-acceptances": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Accept a version of the program's terms */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          affiliate_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            version: number;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              program_id: string;
              user_id: string | null;
              payee_id: string | null;
              group_id: string | null;
              code: string;
              state: "applied" | "active" | "suspended" | "left" | "banned";
              application: "open" | "approved" | "rejected" | null;
              tags: string[] | null;
              recruiter_id: string | null;
              recruited_at: string | null;
              accepted_terms_version: number | null;
              created_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{affiliate_id}/notes": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List notes about an affiliate, the newest first */
    get: {
      parameters: {
        query?: {
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path: {
          affiliate_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                id: string;
                affiliate_id: string;
                author_id: string;
                created_at: string;
                text: string;
              }[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Write a note about an affiliate */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          affiliate_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            text: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              affiliate_id: string;
              author_id: string;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{affiliate_id}/notes/{note_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    /** Delete a note */
    delete: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          affiliate_id: string;
          note_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/public/programs/{slug}/applications": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Apply to a program in your own name */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          slug: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            answers?: Record<string, string>;
            recruiter_code?: string;
            accepted_terms_version?: number;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              affiliate_id: string;
              program_id: string;
              state: "applied" | "active" | "suspended" | "left" | "banned";
              application_id: string | null;
              decision: "open" | "approved" | "rejected" | null;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/applications": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List applications to a program, those that wait first */
    get: {
      parameters: {
        query: {
          program_id: string;
          decision?: "open" | "approved" | "rejected";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: ({
                id: string;
                program_id: string;
                affiliate_id: string;
                decision: "open" | "approved" | "rejected";
                reason: string | null;
                decided_by: string | null;
                decided_at: string | null;
                submitted_at: string;
                version: number;
                name: string | null;
                email: string | null;
                answers: {
                  key: string;
                  label: string;
                  value: string;
                }[];
              })[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/applications/{application_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get an application with its answers */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          application_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string;
              decision: "open" | "approved" | "rejected";
              reason: string | null;
              decided_by: string | null;
              decided_at: string | null;
              submitted_at: string;
              version: number;
              name: string | null;
              email: string | null;
              answers: {
                key: string;
                label: string;
                value: string;
              }[];
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/applications/{application_id}/approve": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Approve an application: the affiliate is active from now on */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          application_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": Record<string, never>;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string;
              decision: "open" | "approved" | "rejected";
              reason: string | null;
              decided_by: string | null;
              decided_at: string | null;
              submitted_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/applications/{application_id}/reject": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Reject an application */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          application_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string | null;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string;
              decision: "open" | "approved" | "rejected";
              reason: string | null;
              decided_by: string | null;
              decided_at: string | null;
              submitted_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/organizations/{organization_id}/invitations": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List an organization's invitations, the newest first */
    get: {
      parameters: {
        query?: {
          kind?: "member" | "affiliate";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                id: string;
                organization_id: string;
                kind: "member" | "affiliate";
                program_id: string | null;
                group_id: string | null;
                role: "viewer" | "manager" | "admin" | "owner" | null;
                state: "open" | "accepted" | "revoked" | "expired";
                created_at: string;
                expires_at: string;
                accepted_at: string | null;
                email: string | null;
              }[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Invite somebody to the team by mail, for 14 days */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            email: string;
            role: "viewer" | "manager" | "admin" | "owner";
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              kind: "member" | "affiliate";
              program_id: string | null;
              group_id: string | null;
              role: "viewer" | "manager" | "admin" | "owner" | null;
              state: "open" | "accepted" | "revoked" | "expired";
              created_at: string;
              expires_at: string;
              accepted_at: string | null;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/programs/{program_id}/invitations": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Invite somebody into a program by mail, for 14 days */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          program_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            email: string;
            group_id?: string | null;
            message?: string | null;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              kind: "member" | "affiliate";
              program_id: string | null;
              group_id: string | null;
              role: "viewer" | "manager" | "admin" | "owner" | null;
              state: "open" | "accepted" | "revoked" | "expired";
              created_at: string;
              expires_at: string;
              accepted_at: string | null;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations/{invitation_id}/resend": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Send an invitation again with another link, good for 14 days from now */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          invitation_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              kind: "member" | "affiliate";
              program_id: string | null;
              group_id: string | null;
              role: "viewer" | "manager" | "admin" | "owner" | null;
              state: "open" | "accepted" | "revoked" | "expired";
              created_at: string;
              expires_at: string;
              accepted_at: string | null;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations/{invitation_id}/revoke": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Take an invitation back */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          invitation_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              kind: "member" | "affiliate";
              program_id: string | null;
              group_id: string | null;
              role: "viewer" | "manager" | "admin" | "owner" | null;
              state: "open" | "accepted" | "revoked" | "expired";
              created_at: string;
              expires_at: string;
              accepted_at: string | null;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations/lookup": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** See what an invitation is for, by the token of its link */
    get: {
      parameters: {
        query: {
          token: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              kind: "member" | "affiliate";
              organization: string;
              program: string | null;
              role: "viewer" | "manager" | "admin" | "owner" | null;
              email: string | null;
              state: "open" | "accepted" | "revoked" | "expired";
              expires_at: string;
            };
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations/accept": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Accept an invitation in your own name */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            token: string;
            accepted_terms_version?: number;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              kind: "member" | "affiliate";
              organization_id: string;
              role: "viewer" | "manager" | "admin" | "owner" | null;
              program_id: string | null;
              affiliate_id: string | null;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/organizations/{organization_id}/payees": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List an organization's payees, the newest first */
    get: {
      parameters: {
        query?: {
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                id: string;
                organization_id: string;
                user_id: string | null;
                kind: "person" | "company";
                created_at: string;
                version: number;
                name: string;
              }[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Make a payee for affiliates without an account */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            kind: "person" | "company";
            name: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              user_id: string | null;
              kind: "person" | "company";
              created_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payees/{payee_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a payee */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          payee_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              user_id: string | null;
              kind: "person" | "company";
              created_at: string;
              version: number;
              name: string;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change name or kind of a payee */
    patch: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          payee_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            kind?: "person" | "company";
            name?: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              user_id: string | null;
              kind: "person" | "company";
              created_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    trace?: never;
  };
  "/api/v1/organizations/{organization_id}/payees/own": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    /** Say who you are to an organization that pays you */
    put: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            kind: "person" | "company";
            name: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              organization_id: string;
              user_id: string | null;
              kind: "person" | "company";
              created_at: string;
              version: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{affiliate_id}/balance": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get what an affiliate has earned, is owed and was paid, by currency */
    get: {
      parameters: {
        query?: {
          mode?: "live" | "test";
        };
        header?: never;
        path: {
          affiliate_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              affiliate_id: string;
              program_id: string;
              mode: "live" | "test";
              balances: {
                currency: string;
                pending: number;
                held: number;
                payable: number;
                in_payout: number;
                paid: number;
                debt: number;
              }[];
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/organizations/{organization_id}/balances": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List the balances of an organization's affiliates, by affiliate and currency */
    get: {
      parameters: {
        query?: {
          mode?: "live" | "test";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                affiliate_id: string;
                program_id: string;
                mode: "live" | "test";
                currency: string;
                pending: number;
                held: number;
                payable: number;
                in_payout: number;
                paid: number;
                debt: number;
              }[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/adjustments": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List what people added to balances or took off them, the latest first */
    get: {
      parameters: {
        query?: {
          program_id?: string;
          affiliate_id?: string;
          mode?: "live" | "test";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                id: string;
                program_id: string;
                affiliate_id: string;
                mode: "live" | "test";
                kind: "bonus" | "adjustment" | "write_off";
                currency: string;
                amount: number;
                reason: string;
                transfer_id: string | null;
                rate: string | null;
                created_by: string | null;
                created_at: string;
              }[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{affiliate_id}/adjustments": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Give an affiliate a bonus, adjust the balance, or write off a debt */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          affiliate_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            kind: "bonus";
            amount: number;
            reason: string;
            mode?: "live" | "test";
          } | {
            kind: "adjustment";
            amount: number;
            reason: string;
            mode?: "live" | "test";
          } | {
            kind: "write_off";
            amount: number;
            reason: string;
            mode?: "live" | "test";
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string;
              mode: "live" | "test";
              kind: "bonus" | "adjustment" | "write_off";
              currency: string;
              amount: number;
              reason: string;
              transfer_id: string | null;
              rate: string | null;
              created_by: string | null;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{affiliate_id}/transfers": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Move what is payable to a program of another currency, at a rate that you state */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          affiliate_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            to_affiliate_id: string;
            amount: number;
            rate: string;
            reason: string;
            mode?: "live" | "test";
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              taken: {
                id: string;
                program_id: string;
                affiliate_id: string;
                mode: "live" | "test";
                kind: "bonus" | "adjustment" | "write_off";
                currency: string;
                amount: number;
                reason: string;
                transfer_id: string | null;
                rate: string | null;
                created_by: string | null;
                created_at: string;
              };
              received: {
                id: string;
                program_id: string;
                affiliate_id: string;
                mode: "live" | "test";
                kind: "bonus" | "adjustment" | "write_off";
                currency: string;
                amount: number;
                reason: string;
                transfer_id: string | null;
                rate: string | null;
                created_by: string | null;
                created_at: string;
              };
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/platform/users": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Find people with an account by how their address begins */
    get: {
      parameters: {
        query?: {
          limit?: number;
          cursor?: string;
          email?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                id: string;
                name: string;
                email: string;
                email_verified: boolean;
                two_factor: boolean;
                created_at: string;
              }[];
              next_cursor: string | null;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/platform/organizations": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List the installation's organizations, the newest first */
    get: {
      parameters: {
        query?: {
          limit?: number;
          cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                id: string;
                name: string;
                require_two_factor: boolean;
                created_at: string;
              }[];
              next_cursor: string | null;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/platform/book-differences": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List what the nightly proof of the books found to differ, the latest first */
    get: {
      parameters: {
        query?: {
          limit?: number;
          cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                kind: string;
                rule: string;
                subject_id: string;
                organization_id: string;
                program_id: string | null;
                mode: "live" | "test";
                facts: Record<string, string | number | null>;
                first_found_at: string;
                last_found_at: string;
              }[];
              next_cursor: string | null;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/commissions": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List the commissions of an affiliate or a program, the latest event first */
    get: {
      parameters: {
        query?: {
          program_id?: string;
          affiliate_id?: string;
          state?: "pending" | "payable" | "paid" | "rejected" | "reversed";
          mode?: "live" | "test";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                id: string;
                program_id: string;
                affiliate_id: string;
                conversion_id: string | null;
                kind: "base" | "bonus" | "second_level" | "click";
                level: number;
                item: string | null;
                base: number;
                amount: number;
                reversed: number;
                currency: string;
                state: "pending" | "payable" | "paid" | "rejected" | "reversed";
                held_reasons: string[];
                awaits_sale: boolean;
                approved: boolean;
                rejected_reason: string | null;
                reversal_reason: string | null;
                event_at: string;
                matures_at: string;
              }[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/commissions/{commission_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a commission */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          commission_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string;
              conversion_id: string | null;
              kind: "base" | "bonus" | "second_level" | "click";
              level: number;
              item: string | null;
              base: number;
              amount: number;
              reversed: number;
              currency: string;
              state: "pending" | "payable" | "paid" | "rejected" | "reversed";
              held_reasons: string[];
              awaits_sale: boolean;
              approved: boolean;
              rejected_reason: string | null;
              reversal_reason: string | null;
              event_at: string;
              matures_at: string;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/commissions/{commission_id}/trace": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Explain a commission: why this affiliate, which reward, and how the amount came about */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          commission_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              commission: {
                id: string;
                program_id: string;
                affiliate_id: string;
                conversion_id: string | null;
                kind: "base" | "bonus" | "second_level" | "click";
                level: number;
                item: string | null;
                base: number;
                amount: number;
                reversed: number;
                currency: string;
                state: "pending" | "payable" | "paid" | "rejected" | "reversed";
                held_reasons: string[];
                awaits_sale: boolean;
                approved: boolean;
                rejected_reason: string | null;
                reversal_reason: string | null;
                event_at: string;
                matures_at: string;
              };
              attribution: {
                sentences: string[];
                trace: unknown | null;
              };
              amount: {
                sentences: string[];
                steps: unknown[];
              };
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List the conversions of a program, an affiliate or a customer */
    get: {
      parameters: {
        query?: {
          program_id?: string;
          affiliate_id?: string;
          customer_id?: string;
          type?: "lead" | "sale" | "event";
          commission_state?: "pending" | "payable" | "paid" | "rejected" | "reversed";
          needs_confirmation?: "true";
          from?: string;
          to?: string;
          sort?: "occurred_at" | "-occurred_at";
          mode?: "live" | "test";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: components["schemas"]["Conversion"][];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions/{conversion_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a conversion, with its references, items and commissions */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          conversion_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["ConversionDetails"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions/{conversion_id}/trace": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Explain whom a conversion is credited to, and what was decided about it before */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          conversion_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              conversion_id: string;
              sentences: string[];
              trace: unknown | null;
              earlier: {
                version: number;
                at: string;
                trace: unknown;
              }[];
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions/{conversion_id}/approve": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Approve a conversion */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          conversion_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Conversion"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions/{conversion_id}/reject": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Reject a conversion with a reason */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          conversion_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            reason: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Conversion"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions/{conversion_id}/reattribute": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Credit a conversion to another affiliate, or to nobody */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          conversion_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            /** null: nobody is to be credited. */
            affiliate_id: string | null;
            reason: string;
            /** Take back what was paid already; the affiliate who had it sees the reason. */
            recover?: boolean;
            /** Tie the customer to that affiliate too, for what he buys later. */
            move_binding?: boolean;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Conversion"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions/approve": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Approve up to 100 conversions */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            conversion_ids: string[];
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              done: number;
              refused: number;
              lines: ({
                conversion_id: string;
                status: "done";
                conversion: components["schemas"]["Conversion"];
              } | {
                conversion_id: string;
                status: "refused";
                problem: {
                  type: string;
                  title: string;
                  status: number;
                  code: string;
                  detail?: string;
                  request_id: string;
                  errors?: {
                    path: string;
                    code: string;
                    message: string;
                  }[];
                };
              })[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions/reject": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Reject up to 100 conversions with a reason */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            conversion_ids: string[];
            reason: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              done: number;
              refused: number;
              lines: ({
                conversion_id: string;
                status: "done";
                conversion: components["schemas"]["Conversion"];
              } | {
                conversion_id: string;
                status: "refused";
                problem: {
                  type: string;
                  title: string;
                  status: number;
                  code: string;
                  detail?: string;
                  request_id: string;
                  errors?: {
                    path: string;
                    code: string;
                    message: string;
                  }[];
                };
              })[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/customers": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List a program's customers, or find one by your own id */
    get: {
      parameters: {
        query: {
          program_id: string;
          external_id?: string;
          origin?: string;
          sort?: "created_at" | "-created_at";
          mode?: "live" | "test";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: components["schemas"]["Customer"][];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/customers/{customer_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a customer, with identities, bindings and the latest conversions */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          customer_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["CustomerDetails"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/audit-events": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List what was changed in an organization, the latest first */
    get: {
      parameters: {
        query: {
          organization_id: string;
          program_id?: string;
          subject_id?: string;
          actor_id?: string;
          action?: string;
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: components["schemas"]["AuditEvent"][];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reviews": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List what a person has to look at, the latest first */
    get: {
      parameters: {
        query: {
          program_id: string;
          state?: "open" | "resolved";
          mode?: "live" | "test";
          limit?: number;
          cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: components["schemas"]["Review"][];
              next_cursor: string | null;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reviews/{review_id}/resolve": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Close a review with what was decided */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          review_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            resolution: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Review"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/coupons": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List the coupons of a program or an affiliate, the newest first */
    get: {
      parameters: {
        query?: {
          program_id?: string;
          affiliate_id?: string;
          mode?: "live" | "test";
          state?: "active" | "ended";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: {
                id: string;
                program_id: string;
                affiliate_id: string | null;
                mode: "live" | "test";
                code: string;
                state: "active" | "ended";
                active_from: string;
                active_until: string | null;
                created_at: string;
              }[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Give an affiliate a coupon code, or make a shared one */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            program_id: string;
            affiliate_id?: string | null;
            code: string;
            mode?: "live" | "test";
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string | null;
              mode: "live" | "test";
              code: string;
              state: "active" | "ended";
              active_from: string;
              active_until: string | null;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/coupons/{coupon_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a coupon */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          coupon_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string | null;
              mode: "live" | "test";
              code: string;
              state: "active" | "ended";
              active_from: string;
              active_until: string | null;
              created_at: string;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/coupons/validate": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Ask whether a code is active, and whose it is */
    get: {
      parameters: {
        query: {
          program_id: string;
          code: string;
          mode?: "live" | "test";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              valid: boolean;
              reason: "unknown" | "ended" | null;
              coupon: {
                id: string;
                program_id: string;
                affiliate_id: string | null;
                mode: "live" | "test";
                code: string;
                state: "active" | "ended";
                active_from: string;
                active_until: string | null;
                created_at: string;
              } | null;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/coupons/generate": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Make up to 1,000 codes by a pattern, so many for each affiliate */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            program_id: string;
            affiliate_ids: string[];
            per_affiliate?: number;
            pattern: string;
            mode?: "live" | "test";
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              coupons: {
                id: string;
                program_id: string;
                affiliate_id: string | null;
                mode: "live" | "test";
                code: string;
                state: "active" | "ended";
                active_from: string;
                active_until: string | null;
                created_at: string;
              }[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/coupons/import": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Make the coupons of a CSV of up to 5,000 lines */
    post: {
      parameters: {
        query: {
          program_id: string;
          mode?: "live" | "test";
          dry_run?: "true" | "false";
        };
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "text/csv": string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              dry_run: boolean;
              created: number;
              refused: number;
              lines: ({
                line: number;
                status: "created";
                id: string | null;
                code: string;
              } | {
                line: number;
                status: "refused";
                code: string;
                field: string | null;
                message: string;
              })[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/coupons/{coupon_id}/end": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** End a coupon from now on */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          coupon_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string | null;
              mode: "live" | "test";
              code: string;
              state: "active" | "ended";
              active_from: string;
              active_until: string | null;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/creatives": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List a program's creatives, the newest first */
    get: {
      parameters: {
        query: {
          program_id: string;
          kind?: "image" | "text" | "banner";
          archived?: "true" | "false";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: ({
                id: string;
                program_id: string;
                group_id: string | null;
                kind: "image" | "text" | "banner";
                name: string;
                description: string;
                body: string | null;
                destination: string | null;
                file: {
                  url: string;
                  content_type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                  bytes: number;
                  width: number;
                  height: number;
                } | null;
                archived_at: string | null;
                version: number;
                created_at: string;
              })[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Make a creative: a text, or an image or banner whose file is uploaded next */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            kind: "text";
            body: string;
            program_id: string;
            name: string;
            description?: string;
            group_id?: string | null;
            destination?: string | null;
          } | {
            kind: "image" | "banner";
            program_id: string;
            name: string;
            description?: string;
            group_id?: string | null;
            destination?: string | null;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              group_id: string | null;
              kind: "image" | "text" | "banner";
              name: string;
              description: string;
              body: string | null;
              destination: string | null;
              file: {
                url: string;
                content_type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                bytes: number;
                width: number;
                height: number;
              } | null;
              archived_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/creatives/{creative_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a creative */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          creative_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              group_id: string | null;
              kind: "image" | "text" | "banner";
              name: string;
              description: string;
              body: string | null;
              destination: string | null;
              file: {
                url: string;
                content_type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                bytes: number;
                width: number;
                height: number;
              } | null;
              archived_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change what a creative says, for whom it is, or where it leads */
    patch: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          creative_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            name?: string;
            description?: string;
            group_id?: string | null;
            destination?: string | null;
            body?: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              group_id: string | null;
              kind: "image" | "text" | "banner";
              name: string;
              description: string;
              body: string | null;
              destination: string | null;
              file: {
                url: string;
                content_type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                bytes: number;
                width: number;
                height: number;
              } | null;
              archived_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    trace?: never;
  };
  "/api/v1/creatives/{creative_id}/file": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    /** Upload the file of an image or banner, or another one in its place */
    put: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          creative_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "*/*": string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              group_id: string | null;
              kind: "image" | "text" | "banner";
              name: string;
              description: string;
              body: string | null;
              destination: string | null;
              file: {
                url: string;
                content_type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                bytes: number;
                width: number;
                height: number;
              } | null;
              archived_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/creatives/{creative_id}/archive": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Take a creative off the affiliates' list */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          creative_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              group_id: string | null;
              kind: "image" | "text" | "banner";
              name: string;
              description: string;
              body: string | null;
              destination: string | null;
              file: {
                url: string;
                content_type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                bytes: number;
                width: number;
                height: number;
              } | null;
              archived_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/creatives/{creative_id}/restore": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Put an archived creative back on the list */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          creative_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              group_id: string | null;
              kind: "image" | "text" | "banner";
              name: string;
              description: string;
              body: string | null;
              destination: string | null;
              file: {
                url: string;
                content_type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                bytes: number;
                width: number;
                height: number;
              } | null;
              archived_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/creatives/{creative_id}/embed": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get the code that embeds a creative, leading through an affiliate's own link */
    get: {
      parameters: {
        query: {
          affiliate_id: string;
          link_id?: string;
        };
        header?: never;
        path: {
          creative_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              html: string;
              url: string;
              link_id: string;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/files/creatives/{program_id}/{file_key}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a creative's file by the address that it was given */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          program_id: string;
          file_key: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "*/*": string;
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List the links of a program or an affiliate, the newest first */
    get: {
      parameters: {
        query?: {
          program_id?: string;
          affiliate_id?: string;
          state?: "active" | "paused" | "ended";
          kind?: "redirect" | "code";
          slug_prefix?: string;
          sort?: "created_at" | "-created_at";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: ({
                id: string;
                program_id: string;
                affiliate_id: string;
                kind: "redirect" | "code";
                domain: string | null;
                slug: string;
                url: string;
                destination: string;
                fallback_url: string | null;
                targets: {
                  countries?: string[];
                  devices?: string[];
                  os?: string[];
                  destination: string;
                }[];
                split: {
                  destination: string;
                  weight: number;
                }[];
                utm: Record<string, string>;
                expires_at: string | null;
                click_cap: number | null;
                cap_reached_at: string | null;
                state: "active" | "paused" | "ended";
                paused_at: string | null;
                ended_at: string | null;
                version: number;
                created_at: string;
              })[];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Make a tracking link for an affiliate */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            affiliate_id: string;
            kind?: "redirect" | "code";
            domain?: string | null;
            slug?: string;
            destination: string;
            fallback_url?: string | null;
            targets?: {
              countries?: string[];
              devices?: ("desktop" | "mobile" | "tablet" | "other")[];
              os?: ("iOS" | "Android" | "Windows" | "macOS" | "Linux" | "ChromeOS" | "other")[];
              destination: string;
            }[];
            split?: {
              destination: string;
              weight: number;
            }[];
            utm?: {
              utm_source?: string;
              utm_medium?: string;
              utm_campaign?: string;
              utm_term?: string;
              utm_content?: string;
            };
            expires_at?: string | null;
            click_cap?: number | null;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string;
              kind: "redirect" | "code";
              domain: string | null;
              slug: string;
              url: string;
              destination: string;
              fallback_url: string | null;
              targets: {
                countries?: string[];
                devices?: string[];
                os?: string[];
                destination: string;
              }[];
              split: {
                destination: string;
                weight: number;
              }[];
              utm: Record<string, string>;
              expires_at: string | null;
              click_cap: number | null;
              cap_reached_at: string | null;
              state: "active" | "paused" | "ended";
              paused_at: string | null;
              ended_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/{link_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a link */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          link_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string;
              kind: "redirect" | "code";
              domain: string | null;
              slug: string;
              url: string;
              destination: string;
              fallback_url: string | null;
              targets: {
                countries?: string[];
                devices?: string[];
                os?: string[];
                destination: string;
              }[];
              split: {
                destination: string;
                weight: number;
              }[];
              utm: Record<string, string>;
              expires_at: string | null;
              click_cap: number | null;
              cap_reached_at: string | null;
              state: "active" | "paused" | "ended";
              paused_at: string | null;
              ended_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change where a link leads, or when it stops */
    patch: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          link_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            destination?: string;
            fallback_url?: string | null;
            targets?: {
              countries?: string[];
              devices?: ("desktop" | "mobile" | "tablet" | "other")[];
              os?: ("iOS" | "Android" | "Windows" | "macOS" | "Linux" | "ChromeOS" | "other")[];
              destination: string;
            }[];
            split?: {
              destination: string;
              weight: number;
            }[];
            utm?: {
              utm_source?: string;
              utm_medium?: string;
              utm_campaign?: string;
              utm_term?: string;
              utm_content?: string;
            };
            expires_at?: string | null;
            click_cap?: number | null;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string;
              kind: "redirect" | "code";
              domain: string | null;
              slug: string;
              url: string;
              destination: string;
              fallback_url: string | null;
              targets: {
                countries?: string[];
                devices?: string[];
                os?: string[];
                destination: string;
              }[];
              split: {
                destination: string;
                weight: number;
              }[];
              utm: Record<string, string>;
              expires_at: string | null;
              click_cap: number | null;
              cap_reached_at: string | null;
              state: "active" | "paused" | "ended";
              paused_at: string | null;
              ended_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    trace?: never;
  };
  "/api/v1/links/{link_id}/pause": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Pause a link: it leads to its fallback, and nobody is credited */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          link_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string;
              kind: "redirect" | "code";
              domain: string | null;
              slug: string;
              url: string;
              destination: string;
              fallback_url: string | null;
              targets: {
                countries?: string[];
                devices?: string[];
                os?: string[];
                destination: string;
              }[];
              split: {
                destination: string;
                weight: number;
              }[];
              utm: Record<string, string>;
              expires_at: string | null;
              click_cap: number | null;
              cap_reached_at: string | null;
              state: "active" | "paused" | "ended";
              paused_at: string | null;
              ended_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/{link_id}/resume": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Let a paused link go on */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          link_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string;
              kind: "redirect" | "code";
              domain: string | null;
              slug: string;
              url: string;
              destination: string;
              fallback_url: string | null;
              targets: {
                countries?: string[];
                devices?: string[];
                os?: string[];
                destination: string;
              }[];
              split: {
                destination: string;
                weight: number;
              }[];
              utm: Record<string, string>;
              expires_at: string | null;
              click_cap: number | null;
              cap_reached_at: string | null;
              state: "active" | "paused" | "ended";
              paused_at: string | null;
              ended_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/{link_id}/end": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** End a link for good */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          link_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              id: string;
              program_id: string;
              affiliate_id: string;
              kind: "redirect" | "code";
              domain: string | null;
              slug: string;
              url: string;
              destination: string;
              fallback_url: string | null;
              targets: {
                countries?: string[];
                devices?: string[];
                os?: string[];
                destination: string;
              }[];
              split: {
                destination: string;
                weight: number;
              }[];
              utm: Record<string, string>;
              expires_at: string | null;
              click_cap: number | null;
              cap_reached_at: string | null;
              state: "active" | "paused" | "ended";
              paused_at: string | null;
              ended_at: string | null;
              version: number;
              created_at: string;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/{link_id}/qr.svg": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a link as a QR code, in SVG */
    get: {
      parameters: {
        query?: {
          size?: number;
          margin?: number;
          color?: string;
          background?: string;
          error_correction?: "L" | "M" | "Q" | "H";
        };
        header?: never;
        path: {
          link_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "*/*": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/{link_id}/qr.png": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a link as a QR code, in PNG */
    get: {
      parameters: {
        query?: {
          size?: number;
          margin?: number;
          color?: string;
          background?: string;
          error_correction?: "L" | "M" | "Q" | "H";
        };
        header?: never;
        path: {
          link_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "*/*": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/bulk": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Make up to 1,000 links of a program at once */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            program_id: string;
            links: {
              affiliate_id: string;
            }[];
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              dry_run: boolean;
              created: number;
              refused: number;
              lines: ({
                line: number;
                status: "created";
                id: string | null;
                url: string | null;
              } | {
                line: number;
                status: "refused";
                code: string;
                field: string | null;
                message: string;
              })[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/import": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Make the links of a CSV of up to 5,000 lines */
    post: {
      parameters: {
        query: {
          program_id: string;
          dry_run?: "true" | "false";
        };
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "text/csv": string;
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              dry_run: boolean;
              created: number;
              refused: number;
              lines: ({
                line: number;
                status: "created";
                id: string | null;
                url: string | null;
              } | {
                line: number;
                status: "refused";
                code: string;
                field: string | null;
                message: string;
              })[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/live/tickets": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Get a ticket to watch an affiliate's or a program's numbers */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            affiliate_id: string;
          } | {
            program_id: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              ticket: string;
              expires_at: number;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reports": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Read metrics by a dimension or an interval, compared with an earlier time */
    get: {
      parameters: {
        query: {
          program_id: string;
          mode?: "live" | "test";
          from: string;
          to: string;
          metrics?: string;
          dimension?: "affiliate" | "link" | "country" | "region" | "device" | "os" | "browser" | "referrer" | "utm_source" | "utm_medium" | "utm_campaign" | "utm_term" | "utm_content" | "sub1" | "sub2" | "sub3" | "sub4" | "sub5";
          interval?: "day" | "week" | "month";
          compare?: "previous" | "year";
          affiliate_id?: string;
          group_id?: string;
          link_id?: string;
          sort?: string;
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              program_id: string;
              mode: "live" | "test";
              /** Of revenue, commission, epc and average_order; in minor units. */
              currency: string;
              time_zone: string;
              from: string;
              to: string;
              compared_with: {
                from: string;
                to: string;
              } | null;
              totals: components["schemas"]["ReportRow"];
              data: components["schemas"]["ReportRow"][];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/organizations": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List the organizations in whose team one is, the oldest first */
    get: {
      parameters: {
        query?: {
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: components["schemas"]["Organization"][];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Make an organization, and be its owner */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            name: string;
            /** Where the company is registered; it decides how VAT is treated in documents. */
            country: string;
            /** An order makes a commission in one program only: that of the winning touch. */
            exclusive_across_programs?: boolean;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Organization"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/organizations/{organization_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get an organization */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Organization"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change an organization's name, country, and how its programs share orders */
    patch: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            name?: string;
            /** Where the company is registered; it decides how VAT is treated in documents. */
            country?: string;
            /** An order makes a commission in one program only: that of the winning touch. */
            exclusive_across_programs?: boolean;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Organization"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    trace?: never;
  };
  "/api/v1/organizations/{organization_id}/policy": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    /** Ask for two factors of everybody in the team, or no longer */
    put: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          organization_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            /** Members of the team may do nothing here without two factors. */
            require_two_factor: boolean;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Organization"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/programs": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List programs, the oldest first */
    get: {
      parameters: {
        query?: {
          organization_id?: string;
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: components["schemas"]["Program"][];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Make a program, active at once */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            organization_id: string;
            name: string;
            /** Of commissions; fixed once there is a conversion. */
            currency: string;
            /** Its days are the program's days; fixed by the first click. */
            time_zone: string;
            /** Hosts that links may lead to; `*.` stands for any subdomain. */
            allowed_hosts: string[];
            /** Sites that may report from their visitors' browsers. */
            origins?: string[];
            /** Made from the name when it is not given. */
            slug?: string;
            /** Shown on the program's public page. */
            description?: string;
            /** Whoever applies joins at once, waits for a person, or needs an invitation. */
            join_policy?: "open" | "approval" | "invitation";
            application_form?: {
              key: string;
              label: string;
              kind: "text" | "long_text" | "url" | "choice" | "checkbox";
              required?: boolean;
              /** Of a choice, and only of a choice. */
              options?: string[];
            }[];
            settings?: {
              /** Sales that only a browser reported stay pending until a server, Stripe or a person confirms them. Off, anybody can post guessed order numbers. */
              browser_sales_need_confirmation?: boolean;
              /** Only what Stripe reports makes commissions. */
              stripe_only?: boolean;
              /** Which of several clicks is credited. */
              attribution_model?: "last" | "first";
              /** Days for which a click may be credited. */
              click_window_days?: number;
              coupon_priority?: "coupon" | "click" | "coupon_if_clicked" | "never";
              /** Whether a newer click or coupon may move a customer to another affiliate. */
              rebind?: "never" | "until_first_sale";
              /** Days from a customer's lead to the first sale. */
              lead_window_days?: number;
              renewals_after_leaving?: {
                kind: "continue";
              } | {
                kind: "stop";
              } | {
                kind: "stop_after";
                days: number;
              };
              renewals_after_end?: {
                kind: "continue";
              } | {
                kind: "stop";
              } | {
                kind: "stop_after";
                days: number;
              };
              /** Days after its end in which the program still takes new customers. */
              end_grace_days?: number;
              tax_in_base?: boolean;
              shipping_in_base?: boolean;
              flat_follows_refund?: boolean;
              /** Of several matching rewards of one scope: the first, or the one that pays most. */
              reward_switch?: "position" | "highest";
              hold_days?: number;
              approval?: "automatic" | "manual";
            };
            /** The program's first reward, in force at once. */
            reward?: {
              name?: string;
              definition: {
                kind: "base";
                trigger: {
                  type: "click";
                  /** Also a visitor's further clicks of a day. */
                  repeats?: boolean;
                } | {
                  type: "lead";
                } | {
                  type: "sale";
                } | {
                  type: "event";
                  event_name: string;
                };
                amount: {
                  kind: "percent";
                  /** 2,000 is 20 %. */
                  basis_points: number;
                } | {
                  kind: "flat";
                  /** Minor units of the program's currency. */
                  amount: number;
                  per?: "conversion" | "unit";
                } | {
                  kind: "tiered";
                  metric: "sales" | "leads" | "customers" | "revenue";
                  mode: "marginal";
                  period: {
                    kind: "calendar";
                    unit: "day" | "month" | "quarter" | "year";
                  } | {
                    kind: "rolling";
                    days: number;
                  } | {
                    kind: "lifetime";
                  };
                  unit: "percent";
                  steps: {
                    from: number;
                    /** 2,000 is 20 %. */
                    basis_points: number;
                  }[];
                } | {
                  kind: "tiered";
                  metric: "sales" | "leads" | "customers" | "revenue";
                  mode: "marginal";
                  period: {
                    kind: "calendar";
                    unit: "day" | "month" | "quarter" | "year";
                  } | {
                    kind: "rolling";
                    days: number;
                  } | {
                    kind: "lifetime";
                  };
                  unit: "flat";
                  steps: {
                    from: number;
                    /** Minor units of the program's currency. */
                    amount: number;
                  }[];
                } | {
                  kind: "tiered";
                  metric: "sales" | "leads" | "customers" | "revenue";
                  mode: "retroactive";
                  period: {
                    kind: "calendar";
                    unit: "day" | "month" | "quarter" | "year";
                  };
                  unit: "percent";
                  steps: {
                    from: number;
                    /** 2,000 is 20 %. */
                    basis_points: number;
                  }[];
                } | {
                  kind: "tiered";
                  metric: "sales" | "leads" | "customers" | "revenue";
                  mode: "retroactive";
                  period: {
                    kind: "calendar";
                    unit: "day" | "month" | "quarter" | "year";
                  };
                  unit: "flat";
                  steps: {
                    from: number;
                    /** Minor units of the program's currency. */
                    amount: number;
                  }[];
                };
                /** How long one customer earns. */
                duration?: {
                  kind: "one_time";
                } | {
                  kind: "months";
                  months: number;
                } | {
                  kind: "payments";
                  payments: number;
                } | {
                  kind: "lifetime";
                };
                conditions?: ({
                  kind: "country";
                  is: "in" | "not_in";
                  countries: string[];
                } | {
                  kind: "device";
                  is: "in" | "not_in";
                  devices: ("desktop" | "mobile" | "tablet" | "other")[];
                } | {
                  kind: "link";
                  is: "in" | "not_in";
                  link_ids: string[];
                } | {
                  kind: "product";
                  is: "in" | "not_in";
                  products: string[];
                } | {
                  kind: "category";
                  is: "in" | "not_in";
                  categories: string[];
                } | {
                  kind: "customer";
                  is: "new" | "renewal";
                } | {
                  kind: "payment";
                  from: number;
                  to: number | null;
                } | {
                  kind: "amount";
                  min: number | null;
                  max: number | null;
                } | {
                  kind: "metadata";
                  key: string;
                  equals: string;
                })[];
                caps?: ({
                  scope: "affiliate" | "customer" | "reward" | "program";
                  measure: "count" | "amount";
                  period: {
                    kind: "calendar";
                    unit: "day" | "month" | "quarter" | "year";
                  } | {
                    kind: "lifetime";
                  };
                  limit: number;
                })[];
                follows_refunds?: boolean;
                /** Of leads: paid once the customer bought. */
                requires_sale?: boolean;
              } | {
                kind: "bonus";
                trigger: {
                  type: "click";
                  /** Also a visitor's further clicks of a day. */
                  repeats?: boolean;
                } | {
                  type: "lead";
                } | {
                  type: "sale";
                } | {
                  type: "event";
                  event_name: string;
                };
                amount: {
                  kind: "percent";
                  /** 2,000 is 20 %. */
                  basis_points: number;
                } | {
                  kind: "flat";
                  /** Minor units of the program's currency. */
                  amount: number;
                  per?: "conversion" | "unit";
                } | {
                  kind: "milestone";
                  metric: "sales" | "leads" | "customers" | "revenue";
                  period: {
                    kind: "calendar";
                    unit: "day" | "month" | "quarter" | "year";
                  } | {
                    kind: "lifetime";
                  };
                  steps: {
                    at: number;
                    /** Minor units of the program's currency. */
                    amount: number;
                  }[];
                };
                /** How long one customer earns. */
                duration?: {
                  kind: "one_time";
                } | {
                  kind: "months";
                  months: number;
                } | {
                  kind: "payments";
                  payments: number;
                } | {
                  kind: "lifetime";
                };
                conditions?: ({
                  kind: "country";
                  is: "in" | "not_in";
                  countries: string[];
                } | {
                  kind: "device";
                  is: "in" | "not_in";
                  devices: ("desktop" | "mobile" | "tablet" | "other")[];
                } | {
                  kind: "link";
                  is: "in" | "not_in";
                  link_ids: string[];
                } | {
                  kind: "product";
                  is: "in" | "not_in";
                  products: string[];
                } | {
                  kind: "category";
                  is: "in" | "not_in";
                  categories: string[];
                } | {
                  kind: "customer";
                  is: "new" | "renewal";
                } | {
                  kind: "payment";
                  from: number;
                  to: number | null;
                } | {
                  kind: "amount";
                  min: number | null;
                  max: number | null;
                } | {
                  kind: "metadata";
                  key: string;
                  equals: string;
                })[];
                caps?: ({
                  scope: "affiliate" | "customer" | "reward" | "program";
                  measure: "count" | "amount";
                  period: {
                    kind: "calendar";
                    unit: "day" | "month" | "quarter" | "year";
                  } | {
                    kind: "lifetime";
                  };
                  limit: number;
                })[];
              } | {
                kind: "second_level";
                trigger?: {
                  type: "sale";
                };
                /** 2,000 is 20 %. */
                basis_points: number;
                of?: "commission" | "base";
                /** From recruitment; null: for ever. */
                months?: number | null;
                conditions?: ({
                  kind: "country";
                  is: "in" | "not_in";
                  countries: string[];
                } | {
                  kind: "device";
                  is: "in" | "not_in";
                  devices: ("desktop" | "mobile" | "tablet" | "other")[];
                } | {
                  kind: "link";
                  is: "in" | "not_in";
                  link_ids: string[];
                } | {
                  kind: "product";
                  is: "in" | "not_in";
                  products: string[];
                } | {
                  kind: "category";
                  is: "in" | "not_in";
                  categories: string[];
                } | {
                  kind: "customer";
                  is: "new" | "renewal";
                } | {
                  kind: "payment";
                  from: number;
                  to: number | null;
                } | {
                  kind: "amount";
                  min: number | null;
                  max: number | null;
                } | {
                  kind: "metadata";
                  key: string;
                  equals: string;
                })[];
                caps?: ({
                  scope: "affiliate" | "customer" | "reward" | "program";
                  measure: "count" | "amount";
                  period: {
                    kind: "calendar";
                    unit: "day" | "month" | "quarter" | "year";
                  } | {
                    kind: "lifetime";
                  };
                  limit: number;
                })[];
              };
            };
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Program"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/programs/{program_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a program with its settings */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          program_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Program"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change a program and its settings */
    patch: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          program_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            name?: string;
            /** Shown on the program's public page. */
            description?: string;
            /** Of commissions; fixed once there is a conversion. */
            currency?: string;
            /** Its days are the program's days; fixed by the first click. */
            time_zone?: string;
            /** null: no public page. */
            slug?: string | null;
            /** Whoever applies joins at once, waits for a person, or needs an invitation. */
            join_policy?: "open" | "approval" | "invitation";
            application_form?: {
              key: string;
              label: string;
              kind: "text" | "long_text" | "url" | "choice" | "checkbox";
              required?: boolean;
              /** Of a choice, and only of a choice. */
              options?: string[];
            }[];
            /** Hosts that links may lead to; `*.` stands for any subdomain. */
            allowed_hosts?: string[];
            /** Sites that may report from their visitors' browsers. */
            origins?: string[];
            /** Query parameter that carries the click token to the shop. */
            token_param?: string;
            /** Where visitors of an ended or paused link go that names nothing itself. */
            fallback_url?: string | null;
            /** Of links without a template of their own. */
            utm?: {
              utm_source?: string;
              utm_medium?: string;
              utm_campaign?: string;
              utm_term?: string;
              utm_content?: string;
            };
            /** Only the settings that are named change. */
            settings?: {
              /** Sales that only a browser reported stay pending until a server, Stripe or a person confirms them. Off, anybody can post guessed order numbers. */
              browser_sales_need_confirmation?: boolean;
              /** Only what Stripe reports makes commissions. */
              stripe_only?: boolean;
              /** Which of several clicks is credited. */
              attribution_model?: "last" | "first";
              /** Days for which a click may be credited. */
              click_window_days?: number;
              coupon_priority?: "coupon" | "click" | "coupon_if_clicked" | "never";
              /** Whether a newer click or coupon may move a customer to another affiliate. */
              rebind?: "never" | "until_first_sale";
              /** Days from a customer's lead to the first sale. */
              lead_window_days?: number;
              renewals_after_leaving?: {
                kind: "continue";
              } | {
                kind: "stop";
              } | {
                kind: "stop_after";
                days: number;
              };
              renewals_after_end?: {
                kind: "continue";
              } | {
                kind: "stop";
              } | {
                kind: "stop_after";
                days: number;
              };
              /** Days after its end in which the program still takes new customers. */
              end_grace_days?: number;
              tax_in_base?: boolean;
              shipping_in_base?: boolean;
              flat_follows_refund?: boolean;
              /** Of several matching rewards of one scope: the first, or the one that pays most. */
              reward_switch?: "position" | "highest";
              hold_days?: number;
              approval?: "automatic" | "manual";
            };
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Program"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    trace?: never;
  };
  "/api/v1/programs/{program_id}/pause": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Pause a program */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          program_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string | null;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Program"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/programs/{program_id}/resume": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Resume a paused program */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          program_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string | null;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Program"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/programs/{program_id}/end": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** End a program for good */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          program_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            reason?: string | null;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Program"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/programs/{program_id}/domains": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List a program's link domains by name */
    get: {
      parameters: {
        query?: {
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path: {
          program_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: components["schemas"]["LinkDomain"][];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Add a link domain */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          program_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            /** Such as go.shop.example; its root paths become links of the program. */
            domain: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["LinkDomain"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/programs/{program_id}/domains/{domain}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    /** Give a link domain up */
    delete: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          program_id: string;
          domain: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/programs/{program_id}/terms": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List the versions of a program's terms, the latest first */
    get: {
      parameters: {
        query?: {
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path: {
          program_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: components["schemas"]["ListedTerms"][];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Add a version to a program's terms */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path: {
          program_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            /** A notice holds for everybody from its date; the other waits for each consent. */
            kind: "notice" | "must_accept";
            text: string;
            /** Now when absent; never in the past. */
            effective_at?: string;
            /** Of must_accept: from then on who has not accepted gets no new customers. */
            deadline_at?: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Terms"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/programs/{program_id}/terms/{version}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a version of a program's terms with its text */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          program_id: string;
          version: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Terms"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/groups": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List a program's groups, the oldest first */
    get: {
      parameters: {
        query: {
          program_id: string;
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: components["schemas"]["Group"][];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Make a group */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            program_id: string;
            name: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Group"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/groups/{group_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a group */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          group_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Group"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Rename a group */
    patch: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          group_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            name: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Group"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    trace?: never;
  };
  "/api/v1/rewards": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** List a program's rewards, the oldest first, each with the version in force */
    get: {
      parameters: {
        query: {
          program_id: string;
          group_id?: string;
          affiliate_id?: string;
          archived?: "true" | "false";
          limit?: number;
          cursor?: string;
          format?: "csv";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              data: components["schemas"]["ListedReward"][];
              next_cursor: string | null;
            };
            "text/csv": string;
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    /** Make a reward */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            program_id: string;
            scope?: "affiliate" | "group" | "program";
            /** Of scope group. */
            group_id?: string;
            /** Of scope affiliate. */
            affiliate_id?: string;
            name: string;
            /** After the others of its scope when absent. */
            position?: number;
            definition: {
              kind: "base";
              trigger: {
                type: "click";
                /** Also a visitor's further clicks of a day. */
                repeats?: boolean;
              } | {
                type: "lead";
              } | {
                type: "sale";
              } | {
                type: "event";
                event_name: string;
              };
              amount: {
                kind: "percent";
                /** 2,000 is 20 %. */
                basis_points: number;
              } | {
                kind: "flat";
                /** Minor units of the program's currency. */
                amount: number;
                per?: "conversion" | "unit";
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "marginal";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "rolling";
                  days: number;
                } | {
                  kind: "lifetime";
                };
                unit: "percent";
                steps: {
                  from: number;
                  /** 2,000 is 20 %. */
                  basis_points: number;
                }[];
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "marginal";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "rolling";
                  days: number;
                } | {
                  kind: "lifetime";
                };
                unit: "flat";
                steps: {
                  from: number;
                  /** Minor units of the program's currency. */
                  amount: number;
                }[];
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "retroactive";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                };
                unit: "percent";
                steps: {
                  from: number;
                  /** 2,000 is 20 %. */
                  basis_points: number;
                }[];
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "retroactive";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                };
                unit: "flat";
                steps: {
                  from: number;
                  /** Minor units of the program's currency. */
                  amount: number;
                }[];
              };
              /** How long one customer earns. */
              duration?: {
                kind: "one_time";
              } | {
                kind: "months";
                months: number;
              } | {
                kind: "payments";
                payments: number;
              } | {
                kind: "lifetime";
              };
              conditions?: ({
                kind: "country";
                is: "in" | "not_in";
                countries: string[];
              } | {
                kind: "device";
                is: "in" | "not_in";
                devices: ("desktop" | "mobile" | "tablet" | "other")[];
              } | {
                kind: "link";
                is: "in" | "not_in";
                link_ids: string[];
              } | {
                kind: "product";
                is: "in" | "not_in";
                products: string[];
              } | {
                kind: "category";
                is: "in" | "not_in";
                categories: string[];
              } | {
                kind: "customer";
                is: "new" | "renewal";
              } | {
                kind: "payment";
                from: number;
                to: number | null;
              } | {
                kind: "amount";
                min: number | null;
                max: number | null;
              } | {
                kind: "metadata";
                key: string;
                equals: string;
              })[];
              caps?: ({
                scope: "affiliate" | "customer" | "reward" | "program";
                measure: "count" | "amount";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                limit: number;
              })[];
              follows_refunds?: boolean;
              /** Of leads: paid once the customer bought. */
              requires_sale?: boolean;
            } | {
              kind: "bonus";
              trigger: {
                type: "click";
                /** Also a visitor's further clicks of a day. */
                repeats?: boolean;
              } | {
                type: "lead";
              } | {
                type: "sale";
              } | {
                type: "event";
                event_name: string;
              };
              amount: {
                kind: "percent";
                /** 2,000 is 20 %. */
                basis_points: number;
              } | {
                kind: "flat";
                /** Minor units of the program's currency. */
                amount: number;
                per?: "conversion" | "unit";
              } | {
                kind: "milestone";
                metric: "sales" | "leads" | "customers" | "revenue";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                steps: {
                  at: number;
                  /** Minor units of the program's currency. */
                  amount: number;
                }[];
              };
              /** How long one customer earns. */
              duration?: {
                kind: "one_time";
              } | {
                kind: "months";
                months: number;
              } | {
                kind: "payments";
                payments: number;
              } | {
                kind: "lifetime";
              };
              conditions?: ({
                kind: "country";
                is: "in" | "not_in";
                countries: string[];
              } | {
                kind: "device";
                is: "in" | "not_in";
                devices: ("desktop" | "mobile" | "tablet" | "other")[];
              } | {
                kind: "link";
                is: "in" | "not_in";
                link_ids: string[];
              } | {
                kind: "product";
                is: "in" | "not_in";
                products: string[];
              } | {
                kind: "category";
                is: "in" | "not_in";
                categories: string[];
              } | {
                kind: "customer";
                is: "new" | "renewal";
              } | {
                kind: "payment";
                from: number;
                to: number | null;
              } | {
                kind: "amount";
                min: number | null;
                max: number | null;
              } | {
                kind: "metadata";
                key: string;
                equals: string;
              })[];
              caps?: ({
                scope: "affiliate" | "customer" | "reward" | "program";
                measure: "count" | "amount";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                limit: number;
              })[];
            } | {
              kind: "second_level";
              trigger?: {
                type: "sale";
              };
              /** 2,000 is 20 %. */
              basis_points: number;
              of?: "commission" | "base";
              /** From recruitment; null: for ever. */
              months?: number | null;
              conditions?: ({
                kind: "country";
                is: "in" | "not_in";
                countries: string[];
              } | {
                kind: "device";
                is: "in" | "not_in";
                devices: ("desktop" | "mobile" | "tablet" | "other")[];
              } | {
                kind: "link";
                is: "in" | "not_in";
                link_ids: string[];
              } | {
                kind: "product";
                is: "in" | "not_in";
                products: string[];
              } | {
                kind: "category";
                is: "in" | "not_in";
                categories: string[];
              } | {
                kind: "customer";
                is: "new" | "renewal";
              } | {
                kind: "payment";
                from: number;
                to: number | null;
              } | {
                kind: "amount";
                min: number | null;
                max: number | null;
              } | {
                kind: "metadata";
                key: string;
                equals: string;
              })[];
              caps?: ({
                scope: "affiliate" | "customer" | "reward" | "program";
                measure: "count" | "amount";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                limit: number;
              })[];
            };
            /** Now when absent; never in the past. */
            valid_from?: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Reward"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/rewards/{reward_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a reward with all its versions, each in words */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          reward_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Reward"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Rename a reward, or move it within its scope */
    patch: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          reward_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            name?: string;
            /** Order within the scope: of several that match the lowest wins. */
            position?: number;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Reward"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    trace?: never;
  };
  "/api/v1/rewards/{reward_id}/versions": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Change what a reward pays, from now or a later date on */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          reward_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            definition: {
              kind: "base";
              trigger: {
                type: "click";
                /** Also a visitor's further clicks of a day. */
                repeats?: boolean;
              } | {
                type: "lead";
              } | {
                type: "sale";
              } | {
                type: "event";
                event_name: string;
              };
              amount: {
                kind: "percent";
                /** 2,000 is 20 %. */
                basis_points: number;
              } | {
                kind: "flat";
                /** Minor units of the program's currency. */
                amount: number;
                per?: "conversion" | "unit";
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "marginal";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "rolling";
                  days: number;
                } | {
                  kind: "lifetime";
                };
                unit: "percent";
                steps: {
                  from: number;
                  /** 2,000 is 20 %. */
                  basis_points: number;
                }[];
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "marginal";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "rolling";
                  days: number;
                } | {
                  kind: "lifetime";
                };
                unit: "flat";
                steps: {
                  from: number;
                  /** Minor units of the program's currency. */
                  amount: number;
                }[];
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "retroactive";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                };
                unit: "percent";
                steps: {
                  from: number;
                  /** 2,000 is 20 %. */
                  basis_points: number;
                }[];
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "retroactive";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                };
                unit: "flat";
                steps: {
                  from: number;
                  /** Minor units of the program's currency. */
                  amount: number;
                }[];
              };
              /** How long one customer earns. */
              duration?: {
                kind: "one_time";
              } | {
                kind: "months";
                months: number;
              } | {
                kind: "payments";
                payments: number;
              } | {
                kind: "lifetime";
              };
              conditions?: ({
                kind: "country";
                is: "in" | "not_in";
                countries: string[];
              } | {
                kind: "device";
                is: "in" | "not_in";
                devices: ("desktop" | "mobile" | "tablet" | "other")[];
              } | {
                kind: "link";
                is: "in" | "not_in";
                link_ids: string[];
              } | {
                kind: "product";
                is: "in" | "not_in";
                products: string[];
              } | {
                kind: "category";
                is: "in" | "not_in";
                categories: string[];
              } | {
                kind: "customer";
                is: "new" | "renewal";
              } | {
                kind: "payment";
                from: number;
                to: number | null;
              } | {
                kind: "amount";
                min: number | null;
                max: number | null;
              } | {
                kind: "metadata";
                key: string;
                equals: string;
              })[];
              caps?: ({
                scope: "affiliate" | "customer" | "reward" | "program";
                measure: "count" | "amount";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                limit: number;
              })[];
              follows_refunds?: boolean;
              /** Of leads: paid once the customer bought. */
              requires_sale?: boolean;
            } | {
              kind: "bonus";
              trigger: {
                type: "click";
                /** Also a visitor's further clicks of a day. */
                repeats?: boolean;
              } | {
                type: "lead";
              } | {
                type: "sale";
              } | {
                type: "event";
                event_name: string;
              };
              amount: {
                kind: "percent";
                /** 2,000 is 20 %. */
                basis_points: number;
              } | {
                kind: "flat";
                /** Minor units of the program's currency. */
                amount: number;
                per?: "conversion" | "unit";
              } | {
                kind: "milestone";
                metric: "sales" | "leads" | "customers" | "revenue";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                steps: {
                  at: number;
                  /** Minor units of the program's currency. */
                  amount: number;
                }[];
              };
              /** How long one customer earns. */
              duration?: {
                kind: "one_time";
              } | {
                kind: "months";
                months: number;
              } | {
                kind: "payments";
                payments: number;
              } | {
                kind: "lifetime";
              };
              conditions?: ({
                kind: "country";
                is: "in" | "not_in";
                countries: string[];
              } | {
                kind: "device";
                is: "in" | "not_in";
                devices: ("desktop" | "mobile" | "tablet" | "other")[];
              } | {
                kind: "link";
                is: "in" | "not_in";
                link_ids: string[];
              } | {
                kind: "product";
                is: "in" | "not_in";
                products: string[];
              } | {
                kind: "category";
                is: "in" | "not_in";
                categories: string[];
              } | {
                kind: "customer";
                is: "new" | "renewal";
              } | {
                kind: "payment";
                from: number;
                to: number | null;
              } | {
                kind: "amount";
                min: number | null;
                max: number | null;
              } | {
                kind: "metadata";
                key: string;
                equals: string;
              })[];
              caps?: ({
                scope: "affiliate" | "customer" | "reward" | "program";
                measure: "count" | "amount";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                limit: number;
              })[];
            } | {
              kind: "second_level";
              trigger?: {
                type: "sale";
              };
              /** 2,000 is 20 %. */
              basis_points: number;
              of?: "commission" | "base";
              /** From recruitment; null: for ever. */
              months?: number | null;
              conditions?: ({
                kind: "country";
                is: "in" | "not_in";
                countries: string[];
              } | {
                kind: "device";
                is: "in" | "not_in";
                devices: ("desktop" | "mobile" | "tablet" | "other")[];
              } | {
                kind: "link";
                is: "in" | "not_in";
                link_ids: string[];
              } | {
                kind: "product";
                is: "in" | "not_in";
                products: string[];
              } | {
                kind: "category";
                is: "in" | "not_in";
                categories: string[];
              } | {
                kind: "customer";
                is: "new" | "renewal";
              } | {
                kind: "payment";
                from: number;
                to: number | null;
              } | {
                kind: "amount";
                min: number | null;
                max: number | null;
              } | {
                kind: "metadata";
                key: string;
                equals: string;
              })[];
              caps?: ({
                scope: "affiliate" | "customer" | "reward" | "program";
                measure: "count" | "amount";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                limit: number;
              })[];
            };
            /** Customers bound from then on, or renewals of earlier ones too. */
            applies_to?: "new" | "renewals_too";
            /** Now when absent; never in the past. */
            valid_from?: string;
            /** Of renewals_too: from when renewals follow it; as valid_from when absent. */
            renewals_from?: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Reward"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/rewards/{reward_id}/archive": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** End a reward for customers who come from now on */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
          "If-Match"?: string;
        };
        path: {
          reward_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["Reward"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        412: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/programs/{program_id}/rewards/preview": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Preview what a new or changed reward would have paid over the last 90 days */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          program_id: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            /** The reward to change; a new one when absent. */
            reward_id?: string;
            /** Of a new one: program when absent. */
            scope?: "affiliate" | "group" | "program";
            /** Of a new one of scope group. */
            group_id?: string;
            /** Of a new one of scope affiliate. */
            affiliate_id?: string;
            /** As it is, or after the others, when absent. */
            position?: number;
            definition: {
              kind: "base";
              trigger: {
                type: "click";
                /** Also a visitor's further clicks of a day. */
                repeats?: boolean;
              } | {
                type: "lead";
              } | {
                type: "sale";
              } | {
                type: "event";
                event_name: string;
              };
              amount: {
                kind: "percent";
                /** 2,000 is 20 %. */
                basis_points: number;
              } | {
                kind: "flat";
                /** Minor units of the program's currency. */
                amount: number;
                per?: "conversion" | "unit";
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "marginal";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "rolling";
                  days: number;
                } | {
                  kind: "lifetime";
                };
                unit: "percent";
                steps: {
                  from: number;
                  /** 2,000 is 20 %. */
                  basis_points: number;
                }[];
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "marginal";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "rolling";
                  days: number;
                } | {
                  kind: "lifetime";
                };
                unit: "flat";
                steps: {
                  from: number;
                  /** Minor units of the program's currency. */
                  amount: number;
                }[];
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "retroactive";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                };
                unit: "percent";
                steps: {
                  from: number;
                  /** 2,000 is 20 %. */
                  basis_points: number;
                }[];
              } | {
                kind: "tiered";
                metric: "sales" | "leads" | "customers" | "revenue";
                mode: "retroactive";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                };
                unit: "flat";
                steps: {
                  from: number;
                  /** Minor units of the program's currency. */
                  amount: number;
                }[];
              };
              /** How long one customer earns. */
              duration?: {
                kind: "one_time";
              } | {
                kind: "months";
                months: number;
              } | {
                kind: "payments";
                payments: number;
              } | {
                kind: "lifetime";
              };
              conditions?: ({
                kind: "country";
                is: "in" | "not_in";
                countries: string[];
              } | {
                kind: "device";
                is: "in" | "not_in";
                devices: ("desktop" | "mobile" | "tablet" | "other")[];
              } | {
                kind: "link";
                is: "in" | "not_in";
                link_ids: string[];
              } | {
                kind: "product";
                is: "in" | "not_in";
                products: string[];
              } | {
                kind: "category";
                is: "in" | "not_in";
                categories: string[];
              } | {
                kind: "customer";
                is: "new" | "renewal";
              } | {
                kind: "payment";
                from: number;
                to: number | null;
              } | {
                kind: "amount";
                min: number | null;
                max: number | null;
              } | {
                kind: "metadata";
                key: string;
                equals: string;
              })[];
              caps?: ({
                scope: "affiliate" | "customer" | "reward" | "program";
                measure: "count" | "amount";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                limit: number;
              })[];
              follows_refunds?: boolean;
              /** Of leads: paid once the customer bought. */
              requires_sale?: boolean;
            } | {
              kind: "bonus";
              trigger: {
                type: "click";
                /** Also a visitor's further clicks of a day. */
                repeats?: boolean;
              } | {
                type: "lead";
              } | {
                type: "sale";
              } | {
                type: "event";
                event_name: string;
              };
              amount: {
                kind: "percent";
                /** 2,000 is 20 %. */
                basis_points: number;
              } | {
                kind: "flat";
                /** Minor units of the program's currency. */
                amount: number;
                per?: "conversion" | "unit";
              } | {
                kind: "milestone";
                metric: "sales" | "leads" | "customers" | "revenue";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                steps: {
                  at: number;
                  /** Minor units of the program's currency. */
                  amount: number;
                }[];
              };
              /** How long one customer earns. */
              duration?: {
                kind: "one_time";
              } | {
                kind: "months";
                months: number;
              } | {
                kind: "payments";
                payments: number;
              } | {
                kind: "lifetime";
              };
              conditions?: ({
                kind: "country";
                is: "in" | "not_in";
                countries: string[];
              } | {
                kind: "device";
                is: "in" | "not_in";
                devices: ("desktop" | "mobile" | "tablet" | "other")[];
              } | {
                kind: "link";
                is: "in" | "not_in";
                link_ids: string[];
              } | {
                kind: "product";
                is: "in" | "not_in";
                products: string[];
              } | {
                kind: "category";
                is: "in" | "not_in";
                categories: string[];
              } | {
                kind: "customer";
                is: "new" | "renewal";
              } | {
                kind: "payment";
                from: number;
                to: number | null;
              } | {
                kind: "amount";
                min: number | null;
                max: number | null;
              } | {
                kind: "metadata";
                key: string;
                equals: string;
              })[];
              caps?: ({
                scope: "affiliate" | "customer" | "reward" | "program";
                measure: "count" | "amount";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                limit: number;
              })[];
            } | {
              kind: "second_level";
              trigger?: {
                type: "sale";
              };
              /** 2,000 is 20 %. */
              basis_points: number;
              of?: "commission" | "base";
              /** From recruitment; null: for ever. */
              months?: number | null;
              conditions?: ({
                kind: "country";
                is: "in" | "not_in";
                countries: string[];
              } | {
                kind: "device";
                is: "in" | "not_in";
                devices: ("desktop" | "mobile" | "tablet" | "other")[];
              } | {
                kind: "link";
                is: "in" | "not_in";
                link_ids: string[];
              } | {
                kind: "product";
                is: "in" | "not_in";
                products: string[];
              } | {
                kind: "category";
                is: "in" | "not_in";
                categories: string[];
              } | {
                kind: "customer";
                is: "new" | "renewal";
              } | {
                kind: "payment";
                from: number;
                to: number | null;
              } | {
                kind: "amount";
                min: number | null;
                max: number | null;
              } | {
                kind: "metadata";
                key: string;
                equals: string;
              })[];
              caps?: ({
                scope: "affiliate" | "customer" | "reward" | "program";
                measure: "count" | "amount";
                period: {
                  kind: "calendar";
                  unit: "day" | "month" | "quarter" | "year";
                } | {
                  kind: "lifetime";
                };
                limit: number;
              })[];
            };
            mode?: "live" | "test";
            /** next_cursor of the part before. */
            cursor?: string;
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              currency: string;
              from: string;
              to: string;
              conversions: number;
              changed: number;
              booked: number;
              would_be: number;
              affiliates: {
                affiliate_id: string;
                booked: number;
                would_be: number;
              }[];
              left_out: {
                tiers: number;
                no_rate: number;
              };
              without_caps: number;
              next_cursor: string | null;
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/public/programs/{slug}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get a program's public page */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          slug: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["PublicProgram"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/track/lead": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Report a lead: somebody signed up */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            program_id?: string;
            origin?: string;
            external_id?: string;
            references?: {
              kind: "order" | "checkout_session" | "payment_intent" | "charge" | "invoice" | "subscription";
              value: string;
            }[];
            occurred_at?: string | number;
            click_token?: string;
            coupon?: string;
            coupons?: {
              code: string;
              redeemed_at?: string | number;
            }[];
            customer?: {
              external_id?: string;
              email?: string;
              stripe_customer?: string;
              subscription?: string;
            };
            metadata?: Record<string, string>;
            amount?: number;
            gross?: number;
            tax?: number;
            shipping?: number;
            discount?: number;
            currency?: string;
            items?: {
              id?: string;
              product?: string;
              category?: string;
              quantity?: number;
              amount: number;
            }[];
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["TrackAnswer"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/track/sale": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Report a sale; one order is one sale for ever, whatever reports it */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            program_id?: string;
            origin?: string;
            external_id: string;
            references?: {
              kind: "order" | "checkout_session" | "payment_intent" | "charge" | "invoice" | "subscription";
              value: string;
            }[];
            occurred_at?: string | number;
            click_token?: string;
            coupon?: string;
            coupons?: {
              code: string;
              redeemed_at?: string | number;
            }[];
            customer?: {
              external_id?: string;
              email?: string;
              stripe_customer?: string;
              subscription?: string;
            };
            metadata?: Record<string, string>;
            amount?: number;
            gross?: number;
            tax?: number;
            shipping?: number;
            discount?: number;
            currency?: string;
            items?: {
              id?: string;
              product?: string;
              category?: string;
              quantity?: number;
              amount: number;
            }[];
            period_start?: string | number;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["TrackAnswer"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/track/event": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Report a custom event by its name */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            program_id?: string;
            origin?: string;
            external_id?: string;
            references?: {
              kind: "order" | "checkout_session" | "payment_intent" | "charge" | "invoice" | "subscription";
              value: string;
            }[];
            occurred_at?: string | number;
            click_token?: string;
            coupon?: string;
            coupons?: {
              code: string;
              redeemed_at?: string | number;
            }[];
            customer?: {
              external_id?: string;
              email?: string;
              stripe_customer?: string;
              subscription?: string;
            };
            metadata?: Record<string, string>;
            amount?: number;
            gross?: number;
            tax?: number;
            shipping?: number;
            discount?: number;
            currency?: string;
            items?: {
              id?: string;
              product?: string;
              category?: string;
              quantity?: number;
              amount: number;
            }[];
            name: string;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["TrackAnswer"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/track/refund": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Report a refund; one before its sale waits for it */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            program_id?: string;
            origin?: string;
            external_id: string;
            sale: {
              external_id: string;
            } | {
              reference: {
                kind: "order" | "checkout_session" | "payment_intent" | "charge" | "invoice" | "subscription";
                value: string;
              };
            };
            amount: number;
            currency: string;
            items?: {
              id: string;
              amount: number;
            }[];
            occurred_at?: string | number;
          };
        };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
            "application/json": components["schemas"]["RefundAnswer"];
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/track/bulk": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    /** Report up to 500 at once; each line is answered by itself */
    post: {
      parameters: {
        query?: never;
        header?: {
          "Idempotency-Key"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          "application/json": {
            conversions: {
              type: "lead" | "sale" | "event" | "refund";
            }[];
          };
        };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              results: ({
                status: number;
                answer?: components["schemas"]["TrackAnswer"] | components["schemas"]["RefundAnswer"];
                problem?: {
                  type: string;
                  title: string;
                  status: number;
                  code: string;
                  detail?: string;
                  request_id: string;
                  errors?: {
                    path: string;
                    code: string;
                    message: string;
                  }[];
                };
              })[];
            };
          };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/track/signing-secret": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    /** Get the secret for signing conversions that browsers hand over */
    get: {
      parameters: {
        query?: {
          program_id?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
            "application/json": {
              program_id: string;
              secret: string;
            };
          };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        422: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
            "application/problem+json": components["schemas"]["Problem"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}

export interface components {
  schemas: {
    Conversion: {
      id: string;
      program_id: string;
      mode: "live" | "test";
      type: "lead" | "sale" | "event";
      event_name: string | null;
      /** Unconfirmed: a browser alone reported it, and it waits for a person or the shop. */
      state: "credited" | "uncredited" | "unconfirmed" | "rejected";
      /** Whose report it rests on. */
      trust: "browser" | "signed_browser" | "api" | "provider";
      origin: string | null;
      external_id: string | null;
      customer_id: string | null;
      affiliate_id: string | null;
      via: "manual" | "binding" | "coupon" | "click" | null;
      link_id: string | null;
      coupon_id: string | null;
      occurred_at: string;
      recorded_at: string;
      day: string;
      currency: string | null;
      gross: number | null;
      tax: number | null;
      shipping: number | null;
      discount: number | null;
      base: number | null;
      /** In the program's currency; null without a rate. */
      base_in_program: number | null;
      refunded: number | null;
      first_sale: boolean;
      renewal: boolean;
      country: string | null;
      device: string | null;
      os: string | null;
      browser: string | null;
      referrer_host: string | null;
      utm: Record<string, string> | null;
      sub_ids: string[] | null;
      rejected_at: string | null;
      rejected_reason: string | null;
      /** Those in force; an affiliate sees his own. */
      commissions: {
        id: string;
        program_id: string;
        affiliate_id: string;
        conversion_id: string | null;
        kind: "base" | "bonus" | "second_level" | "click";
        level: number;
        item: string | null;
        base: number;
        amount: number;
        reversed: number;
        currency: string;
        state: "pending" | "payable" | "paid" | "rejected" | "reversed";
        held_reasons: string[];
        awaits_sale: boolean;
        approved: boolean;
        rejected_reason: string | null;
        reversal_reason: string | null;
        event_at: string;
        matures_at: string;
      }[];
      version: number;
    };
    ConversionDetails: {
      id: string;
      program_id: string;
      mode: "live" | "test";
      type: "lead" | "sale" | "event";
      event_name: string | null;
      /** Unconfirmed: a browser alone reported it, and it waits for a person or the shop. */
      state: "credited" | "uncredited" | "unconfirmed" | "rejected";
      /** Whose report it rests on. */
      trust: "browser" | "signed_browser" | "api" | "provider";
      origin: string | null;
      external_id: string | null;
      customer_id: string | null;
      affiliate_id: string | null;
      via: "manual" | "binding" | "coupon" | "click" | null;
      link_id: string | null;
      coupon_id: string | null;
      occurred_at: string;
      recorded_at: string;
      day: string;
      currency: string | null;
      gross: number | null;
      tax: number | null;
      shipping: number | null;
      discount: number | null;
      base: number | null;
      /** In the program's currency; null without a rate. */
      base_in_program: number | null;
      refunded: number | null;
      first_sale: boolean;
      renewal: boolean;
      country: string | null;
      device: string | null;
      os: string | null;
      browser: string | null;
      referrer_host: string | null;
      utm: Record<string, string> | null;
      sub_ids: string[] | null;
      rejected_at: string | null;
      rejected_reason: string | null;
      /** Those in force; an affiliate sees his own. */
      commissions: {
        id: string;
        program_id: string;
        affiliate_id: string;
        conversion_id: string | null;
        kind: "base" | "bonus" | "second_level" | "click";
        level: number;
        item: string | null;
        base: number;
        amount: number;
        reversed: number;
        currency: string;
        state: "pending" | "payable" | "paid" | "rejected" | "reversed";
        held_reasons: string[];
        awaits_sale: boolean;
        approved: boolean;
        rejected_reason: string | null;
        reversal_reason: string | null;
        event_at: string;
        matures_at: string;
      }[];
      version: number;
      references: {
        kind: "order" | "checkout_session" | "payment_intent" | "charge" | "invoice" | "subscription";
        value: string;
      }[];
      items: {
        id: string | null;
        product: string | null;
        category: string | null;
        quantity: number;
        amount: number;
        base: number;
      }[];
      metadata: Record<string, string>;
      /** Why it is credited as it is, in words. */
      attribution: string[];
    };
    Customer: {
      id: string;
      program_id: string;
      mode: "live" | "test";
      binding: {
        id: string;
        affiliate_id: string;
        via: "click" | "coupon" | "manual";
        conversion_id: string;
        bound_at: string;
        first_sale_at: string | null;
        ended_at: string | null;
        end_reason: string | null;
      } | null;
      created_at: string;
    };
    CustomerDetails: {
      id: string;
      program_id: string;
      mode: "live" | "test";
      binding: {
        id: string;
        affiliate_id: string;
        via: "click" | "coupon" | "manual";
        conversion_id: string;
        bound_at: string;
        first_sale_at: string | null;
        ended_at: string | null;
        end_reason: string | null;
      } | null;
      created_at: string;
      aliases: {
        id: string;
        merged_at: string;
      }[];
      identities: {
        kind: "external" | "stripe_customer" | "subscription" | "email_hash";
        value: string;
        origin: string;
        created_at: string;
      }[];
      earlier_bindings: {
        id: string;
        affiliate_id: string;
        via: "click" | "coupon" | "manual";
        conversion_id: string;
        bound_at: string;
        first_sale_at: string | null;
        ended_at: string | null;
        end_reason: string | null;
      }[];
      conversions: components["schemas"]["Conversion"][];
    };
    AuditEvent: {
      id: string;
      organization_id: string;
      program_id: string | null;
      actor_kind: "user" | "api_key" | "system";
      actor_id: string;
      action: string;
      subject_id: string;
      before: Record<string, unknown> | null;
      after: Record<string, unknown> | null;
      country: string | null;
      request_id: string | null;
      at: string;
    };
    Review: {
      id: string;
      program_id: string;
      mode: "live" | "test";
      kind: string;
      facts: Record<string, unknown>;
      state: "open" | "resolved";
      opened_at: string;
      resolved_at: string | null;
      resolved_by: string | null;
      resolution: string | null;
    };
    ReportRow: {
      /** The interval's first day, an id or a value; `total` without either. */
      key: string;
      /** Of an affiliate or a link, for people. */
      name: string | null;
      /** Only the metrics that were asked for; null where there is nothing to divide by. */
      metrics: {
        clicks?: number | null;
        uniques?: number | null;
        bots?: number | null;
        leads?: number | null;
        sales?: number | null;
        events?: number | null;
        new_customers?: number | null;
        revenue?: number | null;
        commission?: number | null;
        refunds?: number | null;
        epc?: number | null;
        conversion_rate?: number | null;
        average_order?: number | null;
        refund_rate?: number | null;
      };
      /** Of the days it is compared with. */
      previous: {
        clicks?: number | null;
        uniques?: number | null;
        bots?: number | null;
        leads?: number | null;
        sales?: number | null;
        events?: number | null;
        new_customers?: number | null;
        revenue?: number | null;
        commission?: number | null;
        refunds?: number | null;
        epc?: number | null;
        conversion_rate?: number | null;
        average_order?: number | null;
        refund_rate?: number | null;
      } | null;
    };
    Organization: {
      id: string;
      name: string;
      country: string;
      exclusive_across_programs: boolean;
      require_two_factor: boolean;
      /** Of whoever asks; null for a key and a platform admin. */
      role: "viewer" | "manager" | "admin" | "owner" | null;
      created_at: string;
      version: number;
    };
    Program: {
      id: string;
      organization_id: string;
      name: string;
      description: string;
      currency: string;
      time_zone: string;
      time_zone_fixed: boolean;
      state: "active" | "paused" | "ended";
      /** null: no public page. */
      slug: string | null;
      join_policy: "open" | "approval" | "invitation";
      application_form: components["schemas"]["FormField"][];
      allowed_hosts: string[];
      click_window_days: number;
      hold_days: number;
      fallback_url: string | null;
      utm: Record<string, string>;
      token_param: string;
      /** null for an affiliate. */
      origins: string[] | null;
      /** null for an affiliate. */
      settings: {
        /** Sales that only a browser reported stay pending until a server, Stripe or a person confirms them. Off, anybody can post guessed order numbers. */
        browser_sales_need_confirmation: boolean;
        /** Only what Stripe reports makes commissions. */
        stripe_only: boolean;
        /** Which of several clicks is credited. */
        attribution_model: "last" | "first";
        /** Days for which a click may be credited. */
        click_window_days: number;
        coupon_priority: "coupon" | "click" | "coupon_if_clicked" | "never";
        /** Whether a newer click or coupon may move a customer to another affiliate. */
        rebind: "never" | "until_first_sale";
        /** Days from a customer's lead to the first sale. */
        lead_window_days: number;
        renewals_after_leaving: {
          kind: "continue";
        } | {
          kind: "stop";
        } | {
          kind: "stop_after";
          days: number;
        };
        renewals_after_end: {
          kind: "continue";
        } | {
          kind: "stop";
        } | {
          kind: "stop_after";
          days: number;
        };
        /** Days after its end in which the program still takes new customers. */
        end_grace_days: number;
        tax_in_base: boolean;
        shipping_in_base: boolean;
        flat_follows_refund: boolean;
        /** Of several matching rewards of one scope: the first, or the one that pays most. */
        reward_switch: "position" | "highest";
        hold_days: number;
        approval: "automatic" | "manual";
      } | null;
      created_at: string;
      version: number;
    };
    FormField: {
      key: string;
      label: string;
      kind: "text" | "long_text" | "url" | "choice" | "checkbox";
      required: boolean;
      options?: string[];
    };
    LinkDomain: {
      domain: string;
      program_id: string;
      created_at: string;
    };
    Terms: {
      program_id: string;
      version: number;
      kind: "notice" | "must_accept";
      effective_at: string;
      deadline_at: string | null;
      text: string;
    };
    ListedTerms: {
      program_id: string;
      version: number;
      kind: "notice" | "must_accept";
      effective_at: string;
      deadline_at: string | null;
    };
    Group: {
      id: string;
      program_id: string;
      name: string;
      created_at: string;
      version: number;
    };
    Reward: {
      id: string;
      program_id: string;
      scope: "affiliate" | "group" | "program";
      group_id: string | null;
      affiliate_id: string | null;
      name: string;
      position: number;
      archived_at: string | null;
      created_at: string;
      version: number;
      /** The latest first. */
      versions: components["schemas"]["RewardVersion"][];
    };
    RewardVersion: {
      id: string;
      version: number;
      valid_from: string;
      applies_to: "new" | "renewals_too";
      renewals_from: string | null;
      /** Such as: 20 % of each sale for 12 months. */
      words: string;
      definition: {
        kind: "base";
        trigger: {
          type: "click";
          /** Also a visitor's further clicks of a day. */
          repeats: boolean;
        } | {
          type: "lead";
        } | {
          type: "sale";
        } | {
          type: "event";
          event_name: string;
        };
        amount: {
          kind: "percent";
          /** 2,000 is 20 %. */
          basis_points: number;
        } | {
          kind: "flat";
          /** Minor units of the program's currency. */
          amount: number;
          per: "conversion" | "unit";
        } | {
          kind: "tiered";
          metric: "sales" | "leads" | "customers" | "revenue";
          mode: "marginal";
          period: {
            kind: "calendar";
            unit: "day" | "month" | "quarter" | "year";
          } | {
            kind: "rolling";
            days: number;
          } | {
            kind: "lifetime";
          };
          unit: "percent";
          steps: {
            from: number;
            /** 2,000 is 20 %. */
            basis_points: number;
          }[];
        } | {
          kind: "tiered";
          metric: "sales" | "leads" | "customers" | "revenue";
          mode: "marginal";
          period: {
            kind: "calendar";
            unit: "day" | "month" | "quarter" | "year";
          } | {
            kind: "rolling";
            days: number;
          } | {
            kind: "lifetime";
          };
          unit: "flat";
          steps: {
            from: number;
            /** Minor units of the program's currency. */
            amount: number;
          }[];
        } | {
          kind: "tiered";
          metric: "sales" | "leads" | "customers" | "revenue";
          mode: "retroactive";
          period: {
            kind: "calendar";
            unit: "day" | "month" | "quarter" | "year";
          };
          unit: "percent";
          steps: {
            from: number;
            /** 2,000 is 20 %. */
            basis_points: number;
          }[];
        } | {
          kind: "tiered";
          metric: "sales" | "leads" | "customers" | "revenue";
          mode: "retroactive";
          period: {
            kind: "calendar";
            unit: "day" | "month" | "quarter" | "year";
          };
          unit: "flat";
          steps: {
            from: number;
            /** Minor units of the program's currency. */
            amount: number;
          }[];
        };
        /** How long one customer earns. */
        duration: {
          kind: "one_time";
        } | {
          kind: "months";
          months: number;
        } | {
          kind: "payments";
          payments: number;
        } | {
          kind: "lifetime";
        };
        conditions: ({
          kind: "country";
          is: "in" | "not_in";
          countries: string[];
        } | {
          kind: "device";
          is: "in" | "not_in";
          devices: ("desktop" | "mobile" | "tablet" | "other")[];
        } | {
          kind: "link";
          is: "in" | "not_in";
          link_ids: string[];
        } | {
          kind: "product";
          is: "in" | "not_in";
          products: string[];
        } | {
          kind: "category";
          is: "in" | "not_in";
          categories: string[];
        } | {
          kind: "customer";
          is: "new" | "renewal";
        } | {
          kind: "payment";
          from: number;
          to: number | null;
        } | {
          kind: "amount";
          min: number | null;
          max: number | null;
        } | {
          kind: "metadata";
          key: string;
          equals: string;
        })[];
        caps: ({
          scope: "affiliate" | "customer" | "reward" | "program";
          measure: "count" | "amount";
          period: {
            kind: "calendar";
            unit: "day" | "month" | "quarter" | "year";
          } | {
            kind: "lifetime";
          };
          limit: number;
        })[];
        follows_refunds: boolean;
        /** Of leads: paid once the customer bought. */
        requires_sale: boolean;
      } | {
        kind: "bonus";
        trigger: {
          type: "click";
          /** Also a visitor's further clicks of a day. */
          repeats: boolean;
        } | {
          type: "lead";
        } | {
          type: "sale";
        } | {
          type: "event";
          event_name: string;
        };
        amount: {
          kind: "percent";
          /** 2,000 is 20 %. */
          basis_points: number;
        } | {
          kind: "flat";
          /** Minor units of the program's currency. */
          amount: number;
          per: "conversion" | "unit";
        } | {
          kind: "milestone";
          metric: "sales" | "leads" | "customers" | "revenue";
          period: {
            kind: "calendar";
            unit: "day" | "month" | "quarter" | "year";
          } | {
            kind: "lifetime";
          };
          steps: {
            at: number;
            /** Minor units of the program's currency. */
            amount: number;
          }[];
        };
        /** How long one customer earns. */
        duration: {
          kind: "one_time";
        } | {
          kind: "months";
          months: number;
        } | {
          kind: "payments";
          payments: number;
        } | {
          kind: "lifetime";
        };
        conditions: ({
          kind: "country";
          is: "in" | "not_in";
          countries: string[];
        } | {
          kind: "device";
          is: "in" | "not_in";
          devices: ("desktop" | "mobile" | "tablet" | "other")[];
        } | {
          kind: "link";
          is: "in" | "not_in";
          link_ids: string[];
        } | {
          kind: "product";
          is: "in" | "not_in";
          products: string[];
        } | {
          kind: "category";
          is: "in" | "not_in";
          categories: string[];
        } | {
          kind: "customer";
          is: "new" | "renewal";
        } | {
          kind: "payment";
          from: number;
          to: number | null;
        } | {
          kind: "amount";
          min: number | null;
          max: number | null;
        } | {
          kind: "metadata";
          key: string;
          equals: string;
        })[];
        caps: ({
          scope: "affiliate" | "customer" | "reward" | "program";
          measure: "count" | "amount";
          period: {
            kind: "calendar";
            unit: "day" | "month" | "quarter" | "year";
          } | {
            kind: "lifetime";
          };
          limit: number;
        })[];
      } | {
        kind: "second_level";
        trigger: {
          type: "sale";
        };
        /** 2,000 is 20 %. */
        basis_points: number;
        of: "commission" | "base";
        /** From recruitment; null: for ever. */
        months: number | null;
        conditions: ({
          kind: "country";
          is: "in" | "not_in";
          countries: string[];
        } | {
          kind: "device";
          is: "in" | "not_in";
          devices: ("desktop" | "mobile" | "tablet" | "other")[];
        } | {
          kind: "link";
          is: "in" | "not_in";
          link_ids: string[];
        } | {
          kind: "product";
          is: "in" | "not_in";
          products: string[];
        } | {
          kind: "category";
          is: "in" | "not_in";
          categories: string[];
        } | {
          kind: "customer";
          is: "new" | "renewal";
        } | {
          kind: "payment";
          from: number;
          to: number | null;
        } | {
          kind: "amount";
          min: number | null;
          max: number | null;
        } | {
          kind: "metadata";
          key: string;
          equals: string;
        })[];
        caps: ({
          scope: "affiliate" | "customer" | "reward" | "program";
          measure: "count" | "amount";
          period: {
            kind: "calendar";
            unit: "day" | "month" | "quarter" | "year";
          } | {
            kind: "lifetime";
          };
          limit: number;
        })[];
      };
      created_at: string;
    };
    ListedReward: {
      id: string;
      program_id: string;
      scope: "affiliate" | "group" | "program";
      group_id: string | null;
      affiliate_id: string | null;
      name: string;
      position: number;
      archived_at: string | null;
      created_at: string;
      version: number;
      /** The version in force for new customers; null before the first begins. */
      current: components["schemas"]["RewardVersion"] | null;
    };
    PublicProgram: {
      /** For the application. */
      program_id: string;
      slug: string;
      name: string;
      description: string;
      currency: string;
      join_policy: "open" | "approval" | "invitation";
      accepts_applications: boolean;
      application_form: components["schemas"]["FormField"][];
      /** What every affiliate earns, in words. */
      rewards: string[];
      click_window_days: number;
      /** The version in force; null when the program has none. */
      terms: {
        version: number;
        text: string;
        effective_at: string;
      } | null;
    };
    TrackAnswer: {
      /** Created, replaced by this report, or kept as it was. */
      result: "created" | "replaced" | "kept";
      conversion: {
        id: string;
        program_id: string;
        mode: "live" | "test";
        type: "lead" | "sale" | "event";
        event_name: string | null;
        origin: string;
        external_id: string;
        trust: "browser" | "signed_browser" | "api" | "provider";
        customer_id: string | null;
        affiliate_id: string | null;
        via: "manual" | "binding" | "coupon" | "click" | null;
        link_id: string | null;
        coupon_id: string | null;
        occurred_at: string;
        currency: string | null;
        gross: number | null;
        base: number | null;
        /** A bare browser's sale: it waits for a report of higher trust, or a person. */
        needs_confirmation: boolean;
      };
      commissions: components["schemas"]["TrackedCommission"][];
      /** Why nothing was earned; null when something was. */
      no_commission: {
        code: string;
        message: string;
      } | null;
      /** Why it was credited as it was, in words. */
      attribution: string[];
      /** What else earned nothing, and why. */
      notes: string[];
    };
    TrackedCommission: {
      id: string;
      affiliate_id: string;
      /** 1: who made the conversion; 2: who recruited them. */
      level: number;
      kind: string;
      /** Key of the item that it is for; null for the whole. */
      item: string | null;
      amount: number;
      currency: string;
      state: string;
      held_reasons: string[];
      matures_at: string;
      explanation: string[];
    };
    RefundAnswer: {
      refund: {
        id: string;
        external_id: string;
        amount: number;
        currency: string;
        /** The sale that it was found to belong to; null while it waits for it. */
        conversion_id: string | null;
        occurred_at: string;
      };
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail?: string;
      request_id: string;
      errors?: {
        path: string;
        code: string;
        message: string;
      }[];
    };
  };
}
