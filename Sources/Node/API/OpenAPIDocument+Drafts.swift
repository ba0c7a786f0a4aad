/// The description of the API: the paths of who writes.
extension OpenAPIDocument {
  static let drafts = ##"""
        "/api/1/drafts": {
          "post": {
            "operationId": "create",
            "summary": "Write an article that is not there yet; it waits for an approver.",
            "security": [{"key": []}, {}],
            "parameters": [{"$ref": "#/components/parameters/Author"}],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "allOf": [{"$ref": "#/components/schemas/Members"}, {"required": ["title"]}]
                  }
                }
              }
            },
            "responses": {
              "201": {
                "description": "Written.",
                "headers": {
                  "ETag": {"$ref": "#/components/headers/Version"},
                  "Location": {"required": true, "schema": {"type": "string"}}
                },
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/Draft"}}
                }
              },
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "403": {"$ref": "#/components/responses/Forbidden"},
              "413": {"$ref": "#/components/responses/TooLarge"},
              "415": {"$ref": "#/components/responses/NotJSON"},
              "422": {"$ref": "#/components/responses/Unfit"}
            }
          }
        },
        "/api/1/drafts/{id}": {
          "get": {
            "operationId": "draft",
            "summary": "The newest text, with all that waits for an approver.",
            "security": [{"key": []}, {}],
            "parameters": [{"$ref": "#/components/parameters/Article"}],
            "responses": {
              "200": {
                "description": "What an editor sees.",
                "headers": {"ETag": {"$ref": "#/components/headers/Version"}},
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/Draft"}}
                }
              },
              "304": {"description": "As in If-None-Match."},
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "403": {"$ref": "#/components/responses/Forbidden"},
              "404": {"$ref": "#/components/responses/NotFound"}
            }
          },
          "patch": {
            "operationId": "edit",
            "summary": "Correct an article. Members that are not sent stay as they are. Where others have written since the version in If-Match, both are merged.",
            "security": [{"key": []}, {}],
            "parameters": [
              {"$ref": "#/components/parameters/Article"},
              {"$ref": "#/components/parameters/Author"},
              {
                "name": "If-Match",
                "in": "header",
                "required": true,
                "description": "The ETag of the version that was edited, or *.",
                "schema": {
                  "type": "string",
                  "pattern": "^(\\*|\"[0-9a-f]{16}-[1-9][0-9]{0,8}(\\.[0-9a-f]{16}-[1-9][0-9]{0,8})*\")$"
                }
              }
            ],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Members"}}
              }
            },
            "responses": {
              "200": {
                "description": "Saved or merged.",
                "headers": {"ETag": {"$ref": "#/components/headers/Version"}},
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/Edit"}}
                }
              },
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "403": {"$ref": "#/components/responses/Forbidden"},
              "404": {"$ref": "#/components/responses/NotFound"},
              "412": {
                "description": "If-Match names no version that this node holds.",
                "content": {
                  "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }
              },
              "413": {"$ref": "#/components/responses/TooLarge"},
              "415": {"$ref": "#/components/responses/NotJSON"},
              "422": {"$ref": "#/components/responses/Unfit"},
              "428": {
                "description": "If-Match is missing.",
                "content": {
                  "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }
              }
            }
          }
        }
      },

    """##
}
