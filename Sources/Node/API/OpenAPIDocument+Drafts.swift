/// The description of the API: the paths of who writes.
extension OpenAPIDocument {
  static let drafts = ##"""
        "/api/1/drafts": {
          "post": {
            "operationId": "create",
            "summary": "Write an article that is not there yet; it waits for an approver.",
            "security": [{"key": []}, {}],
            "parameters": [
              {
                "name": "X-Author",
                "in": "header",
                "required": false,
                "description": "Who writes, on a node without accounts; elsewhere the key says it.",
                "schema": {
                  "type": "string",
                  "minLength": 1,
                  "maxLength": 40,
                  "pattern": "^[A-Za-z0-9][A-Za-z0-9 .,-]*$"
                }
              }
            ],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": {
                      "title": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 200,
                        "pattern": "^[^\\s\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff][^\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff]*$"
                      },
                      "short_answer": {
                        "type": "string",
                        "maxLength": 2000,
                        "pattern": "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\ufffe\\uffff]*$"
                      },
                      "body": {
                        "type": "string",
                        "description": "Markdown, at most a megabyte.",
                        "pattern": "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\ufffe\\uffff]*$"
                      },
                      "subject": {
                        "type": "string",
                        "description": "A KLE number; empty for none.",
                        "pattern": "^([0-9]{2}\\.[0-9]{2}\\.[0-9]{2})?$"
                      },
                      "audience": {"type": "string", "enum": ["citizen", "partner", "staff"]},
                      "keywords": {
                        "type": "array",
                        "items": {
                          "type": "string",
                          "maxLength": 100,
                          "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff]*$"
                        },
                        "maxItems": 100
                      },
                      "links": {
                        "type": "array",
                        "description": "Each an address, or a label and the address in angle brackets.",
                        "items": {
                          "type": "string",
                          "maxLength": 2000,
                          "pattern": "^(|https?://[A-Za-z0-9.-]{1,60}(/[A-Za-z0-9._~%?&=/-]{0,120})?|[^\\s<>|\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff]([^<>|\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff]{0,198}[^\\s<>|\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff])? <https?://[A-Za-z0-9.-]{1,60}(/[A-Za-z0-9._~%?&=/-]{0,120})?>)$"
                        },
                        "maxItems": 100
                      }
                    },
                    "required": ["title"]
                  }
                }
              }
            },
            "responses": {
              "201": {
                "description": "Written.",
                "headers": {
                  "ETag": {
                    "description": "The version, for If-Match and If-None-Match.",
                    "required": true,
                    "schema": {"type": "string"}
                  },
                  "Location": {"required": true, "schema": {"type": "string"}}
                },
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Draft"}}}
              },
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "403": {"$ref": "#/components/responses/Forbidden"},
              "413": {
                "description": "More than the node takes at once.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "415": {
                "description": "Not application/json.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "422": {
                "description": "A member that an article cannot have.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              }
            }
          }
        },
        "/api/1/drafts/{id}": {
          "get": {
            "operationId": "draft",
            "summary": "The newest text, with all that waits for an approver.",
            "security": [{"key": []}, {}],
            "parameters": [
              {
                "name": "id",
                "in": "path",
                "required": true,
                "description": "The article's id in files, or its document's name.",
                "schema": {
                  "type": "string",
                  "minLength": 1,
                  "pattern": "^[A-Za-z0-9_-][A-Za-z0-9._-]*$",
                  "maxLength": 100
                }
              }
            ],
            "responses": {
              "200": {
                "description": "What an editor sees.",
                "headers": {
                  "ETag": {
                    "description": "The version, for If-Match and If-None-Match.",
                    "required": true,
                    "schema": {"type": "string"}
                  }
                },
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Draft"}}}
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
              {
                "name": "id",
                "in": "path",
                "required": true,
                "description": "The article's id in files, or its document's name.",
                "schema": {
                  "type": "string",
                  "minLength": 1,
                  "pattern": "^[A-Za-z0-9_-][A-Za-z0-9._-]*$",
                  "maxLength": 100
                }
              },
              {
                "name": "X-Author",
                "in": "header",
                "required": false,
                "description": "Who writes, on a node without accounts; elsewhere the key says it.",
                "schema": {
                  "type": "string",
                  "minLength": 1,
                  "maxLength": 40,
                  "pattern": "^[A-Za-z0-9][A-Za-z0-9 .,-]*$"
                }
              },
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
                "application/json": {
                  "schema": {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": {
                      "title": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 200,
                        "pattern": "^[^\\s\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff][^\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff]*$"
                      },
                      "short_answer": {
                        "type": "string",
                        "maxLength": 2000,
                        "pattern": "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\ufffe\\uffff]*$"
                      },
                      "body": {
                        "type": "string",
                        "description": "Markdown, at most a megabyte.",
                        "pattern": "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\ufffe\\uffff]*$"
                      },
                      "subject": {
                        "type": "string",
                        "description": "A KLE number; empty for none.",
                        "pattern": "^([0-9]{2}\\.[0-9]{2}\\.[0-9]{2})?$"
                      },
                      "audience": {"type": "string", "enum": ["citizen", "partner", "staff"]},
                      "keywords": {
                        "type": "array",
                        "items": {
                          "type": "string",
                          "maxLength": 100,
                          "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff]*$"
                        },
                        "maxItems": 100
                      },
                      "links": {
                        "type": "array",
                        "description": "Each an address, or a label and the address in angle brackets.",
                        "items": {
                          "type": "string",
                          "maxLength": 2000,
                          "pattern": "^(|https?://[A-Za-z0-9.-]{1,60}(/[A-Za-z0-9._~%?&=/-]{0,120})?|[^\\s<>|\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff]([^<>|\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff]{0,198}[^\\s<>|\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff])? <https?://[A-Za-z0-9.-]{1,60}(/[A-Za-z0-9._~%?&=/-]{0,120})?>)$"
                        },
                        "maxItems": 100
                      }
                    }
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "Saved or merged.",
                "headers": {
                  "ETag": {
                    "description": "The version, for If-Match and If-None-Match.",
                    "required": true,
                    "schema": {"type": "string"}
                  }
                },
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Edit"}}}
              },
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "403": {"$ref": "#/components/responses/Forbidden"},
              "404": {"$ref": "#/components/responses/NotFound"},
              "412": {
                "description": "If-Match names no version that this node holds.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "413": {
                "description": "More than the node takes at once.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "415": {
                "description": "Not application/json.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "422": {
                "description": "A member that an article cannot have.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "428": {
                "description": "If-Match is missing.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              }
            }
          }
        }
      },

    """##
}
