/// The description of the API: its head, and the paths that only read.
extension OpenAPIDocument {
  static let reading = ##"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "Fællesviden",
        "version": "1",
        "license": {
          "name": "See the repository",
          "identifier": "LicenseRef-Faellesviden"
        },
        "description": "What a node's JSON API understands. Reading gives what is published for citizens, and with a key also what is published for its holder. Writing, and reading what waits for an approver, needs the key of an account (viden account key); on a node without accounts it needs to be done at the node itself. Errors are problems (RFC 9457)."
      },
      "servers": [
        {
          "url": "/"
        }
      ],
      "paths": {
        "/api/1/status": {
          "get": {
            "operationId": "status",
            "summary": "How the node is doing.",
            "security": [{"key": []}, {}],
            "responses": {
              "200": {
                "description": "What the asker may know.",
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/Status"}}
                }
              },
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"}
            }
          }
        },
        "/api/1/search": {
          "get": {
            "operationId": "search",
            "summary": "Search the published answers, as the portal does.",
            "security": [{"key": []}, {}],
            "parameters": [
              {
                "name": "q",
                "in": "query",
                "required": true,
                "schema": {"type": "string"}
              },
              {
                "name": "limit",
                "in": "query",
                "required": false,
                "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 10}
              },
              {
                "name": "start",
                "in": "query",
                "required": false,
                "description": "How many to pass over.",
                "schema": {"type": "integer", "minimum": 0, "maximum": 200, "default": 0}
              }
            ],
            "responses": {
              "200": {
                "description": "The best first.",
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/SearchAnswer"}}
                }
              },
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"}
            }
          }
        },
        "/api/1/conflicts": {
          "get": {
            "operationId": "conflicts",
            "summary": "The open conflicts.",
            "security": [{"key": []}, {}],
            "responses": {
              "200": {
                "description": "By title.",
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/Conflicts"}}
                }
              },
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "403": {"$ref": "#/components/responses/Forbidden"}
            }
          }
        },
        "/api/1/articles": {
          "get": {
            "operationId": "articles",
            "summary": "The published articles, by title in Danish order.",
            "security": [{"key": []}, {}],
            "parameters": [
              {
                "name": "limit",
                "in": "query",
                "required": false,
                "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}
              },
              {
                "name": "start",
                "in": "query",
                "required": false,
                "description": "How many to pass over.",
                "schema": {"type": "integer", "minimum": 0, "maximum": 1000000, "default": 0}
              }
            ],
            "responses": {
              "200": {
                "description": "A part of the list.",
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/Articles"}}
                }
              },
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"}
            }
          }
        },
        "/api/1/articles/{id}": {
          "get": {
            "operationId": "article",
            "summary": "What citizens read.",
            "security": [{"key": []}, {}],
            "parameters": [{"$ref": "#/components/parameters/Article"}],
            "responses": {
              "200": {
                "description": "The approved text.",
                "headers": {"ETag": {"$ref": "#/components/headers/Version"}},
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/Published"}}
                }
              },
              "304": {"description": "As in If-None-Match."},
              "400": {"$ref": "#/components/responses/BadRequest"},
              "404": {"$ref": "#/components/responses/NotFound"},
              "401": {"$ref": "#/components/responses/Unauthorized"}
            }
          }
        },

    """##
}
