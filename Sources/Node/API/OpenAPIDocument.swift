/// The description of the API (OpenAPI 3.1), as it is served.
///
/// It is `Protocol/openapi/openapi.json` to the byte, so that a node needs no file beside it; a test
/// compares the two, and `VIDEN_RECORD=1` writes this one anew from the other.
enum OpenAPIDocument {
  static let text = ##"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "Fællesviden",
        "version": "1",
        "license": {"name": "See the repository", "identifier": "LicenseRef-Faellesviden"},
        "description": "What a node's JSON API understands. Reading gives what is published for citizens. Writing, and reading what waits for an approver, needs the key of an account (viden account key); on a node without accounts it needs to be done at the node itself. Errors are problems (RFC 9457)."
      },
      "servers": [{"url": "/"}],
      "paths": {
        "/api/1/status": {
          "get": {
            "operationId": "status",
            "summary": "How the node is doing.",
            "security": [{"key": []}, {}],
            "responses": {
              "200": {
                "description": "What the asker may know.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Status"}}}
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
            "security": [],
            "parameters": [
              {"name": "q", "in": "query", "required": true, "schema": {"type": "string"}},
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
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SearchAnswer"}}}
              },
              "400": {"$ref": "#/components/responses/BadRequest"}
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
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Conflicts"}}}
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
            "security": [],
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
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Articles"}}}
              },
              "400": {"$ref": "#/components/responses/BadRequest"}
            }
          }
        },
        "/api/1/articles/{id}": {
          "get": {
            "operationId": "article",
            "summary": "What citizens read.",
            "security": [],
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
                "description": "The approved text.",
                "headers": {
                  "ETag": {
                    "description": "The version, for If-Match and If-None-Match.",
                    "required": true,
                    "schema": {"type": "string"}
                  }
                },
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Published"}}}
              },
              "304": {"description": "As in If-None-Match."},
              "400": {"$ref": "#/components/responses/BadRequest"},
              "404": {"$ref": "#/components/responses/NotFound"}
            }
          }
        },
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
      "components": {
        "securitySchemes": {
          "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "viden account key NAVN --label TEKST"
          }
        },
        "responses": {
          "BadRequest": {
            "description": "The request is not what it should be. What cannot even be read as a request is answered with a page.",
            "content": {
              "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
              "text/html": {"schema": {"type": "string"}}
            }
          },
          "Unauthorized": {
            "description": "A key is needed, or this one is no good.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "Forbidden": {
            "description": "Not from here, or not with this role.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "NotFound": {
            "description": "There is no such article, or it is not for the asker.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          }
        },
        "schemas": {
          "Problem": {
            "type": "object",
            "required": ["type", "title", "status"],
            "properties": {
              "type": {"type": "string"},
              "title": {"type": "string"},
              "status": {"type": "integer"},
              "detail": {"type": "string"},
              "errors": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {"place": {"type": "string"}, "detail": {"type": "string"}},
                  "required": ["place", "detail"],
                  "additionalProperties": false
                }
              }
            }
          },
          "Status": {
            "type": "object",
            "properties": {
              "name": {"type": "string"},
              "municipality": {"type": "string"},
              "version": {"type": "string"},
              "published": {"type": "integer"},
              "articles": {"type": "integer"},
              "changes": {"type": "integer"},
              "conflicts": {"type": "integer"},
              "quarantined": {"type": "integer"},
              "digest": {"type": "string"}
            },
            "required": ["name", "municipality", "version", "published"],
            "additionalProperties": false
          },
          "SearchAnswer": {
            "type": "object",
            "properties": {
              "total": {"type": "integer"},
              "items": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "id": {"type": "string"},
                    "title": {"type": "string"},
                    "snippet": {"type": "string"},
                    "subject": {"type": ["string", "null"]}
                  },
                  "required": ["id", "title", "snippet", "subject"],
                  "additionalProperties": false
                }
              }
            },
            "required": ["total", "items"],
            "additionalProperties": false
          },
          "Articles": {
            "type": "object",
            "properties": {
              "total": {"type": "integer"},
              "items": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "id": {"type": "string"},
                    "title": {"type": "string"},
                    "subject": {"type": ["string", "null"]}
                  },
                  "required": ["id", "title", "subject"],
                  "additionalProperties": false
                }
              }
            },
            "required": ["total", "items"],
            "additionalProperties": false
          },
          "Conflicts": {
            "type": "object",
            "properties": {
              "total": {"type": "integer"},
              "items": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "id": {"type": "string"},
                    "article": {"type": "string"},
                    "title": {"type": "string"},
                    "sides": {
                      "type": "array",
                      "items": {
                        "type": "object",
                        "properties": {
                          "author": {"type": "string"},
                          "time": {
                            "type": "integer",
                            "description": "Milliseconds since 1970, by somebody's clock; shown, never used to decide."
                          }
                        },
                        "required": ["author", "time"],
                        "additionalProperties": false
                      }
                    }
                  },
                  "required": ["id", "article", "title", "sides"],
                  "additionalProperties": false
                }
              }
            },
            "required": ["total", "items"],
            "additionalProperties": false
          },
          "Published": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "title": {"type": "string"},
              "short_answer": {"type": "string"},
              "body": {"type": "string", "description": "Markdown."},
              "subject": {"type": ["string", "null"], "description": "A KLE number: dd.dd.dd."},
              "audience": {"type": "string", "enum": ["citizen", "partner", "staff"]},
              "keywords": {"type": "array", "items": {"type": "string"}},
              "links": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Each an address, or a label and the address in angle brackets."
              },
              "approved_at": {
                "type": "integer",
                "description": "Milliseconds since 1970, by somebody's clock; shown, never used to decide."
              }
            },
            "required": [
              "id",
              "title",
              "short_answer",
              "body",
              "subject",
              "audience",
              "keywords",
              "links",
              "approved_at"
            ],
            "additionalProperties": false
          },
          "Draft": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "title": {"type": "string"},
              "short_answer": {"type": "string"},
              "body": {"type": "string", "description": "Markdown."},
              "subject": {"type": ["string", "null"], "description": "A KLE number: dd.dd.dd."},
              "audience": {"type": "string", "enum": ["citizen", "partner", "staff"]},
              "keywords": {"type": "array", "items": {"type": "string"}},
              "links": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Each an address, or a label and the address in angle brackets."
              },
              "version": {"type": "string"},
              "lifecycle": {
                "type": "string",
                "enum": ["draft", "inReview", "approved", "approvedWithPendingChanges", "withdrawn"]
              },
              "conflicts": {"type": "integer"},
              "changed_at": {
                "type": "integer",
                "description": "Milliseconds since 1970, by somebody's clock; shown, never used to decide."
              },
              "changed_by": {"type": "string"}
            },
            "required": [
              "id",
              "title",
              "short_answer",
              "body",
              "subject",
              "audience",
              "keywords",
              "links",
              "version",
              "lifecycle",
              "conflicts",
              "changed_at",
              "changed_by"
            ],
            "additionalProperties": false
          },
          "Edit": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "title": {"type": "string"},
              "short_answer": {"type": "string"},
              "body": {"type": "string", "description": "Markdown."},
              "subject": {"type": ["string", "null"], "description": "A KLE number: dd.dd.dd."},
              "audience": {"type": "string", "enum": ["citizen", "partner", "staff"]},
              "keywords": {"type": "array", "items": {"type": "string"}},
              "links": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Each an address, or a label and the address in angle brackets."
              },
              "version": {"type": "string"},
              "lifecycle": {
                "type": "string",
                "enum": ["draft", "inReview", "approved", "approvedWithPendingChanges", "withdrawn"]
              },
              "conflicts": {"type": "integer"},
              "changed_at": {
                "type": "integer",
                "description": "Milliseconds since 1970, by somebody's clock; shown, never used to decide."
              },
              "changed_by": {"type": "string"},
              "outcome": {
                "type": "string",
                "enum": ["unchanged", "saved", "merged"],
                "description": "merged: others had written since the version in If-Match. Nothing of theirs or of this edit is lost; conflicts says how many places need a person."
              },
              "merged_with": {"type": "integer", "description": "With merged: how many changes."}
            },
            "required": [
              "id",
              "title",
              "short_answer",
              "body",
              "subject",
              "audience",
              "keywords",
              "links",
              "version",
              "lifecycle",
              "conflicts",
              "changed_at",
              "changed_by",
              "outcome"
            ],
            "additionalProperties": false
          }
        }
      }
    }

    """##
}
