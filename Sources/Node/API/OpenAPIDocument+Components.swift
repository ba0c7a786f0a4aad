/// The description of the API: what the paths refer to.
extension OpenAPIDocument {
  static let components = ##"""
      "components": {
        "securitySchemes": {
          "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "viden account key NAVN --label TEKST"
          }
        },
        "parameters": {
          "Article": {
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
          "Author": {
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
        },
        "headers": {
          "Version": {
            "description": "The version, for If-Match and If-None-Match.",
            "required": true,
            "schema": {"type": "string"}
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
            "content": {
              "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }
          },
          "Forbidden": {
            "description": "Not from here, or not with this role.",
            "content": {
              "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }
          },
          "NotFound": {
            "description": "There is no such article, or it is not for the asker.",
            "content": {
              "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }
          },
          "TooLarge": {
            "description": "More than the node takes at once.",
            "content": {
              "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }
          },
          "NotJSON": {
            "description": "Not application/json.",
            "content": {
              "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }
          },
          "Unfit": {
            "description": "A member that an article cannot have.",
            "content": {
              "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }
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
                          "time": {"$ref": "#/components/schemas/Time"}
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
          "Time": {
            "type": "integer",
            "description": "Milliseconds since 1970, by somebody's clock; shown, never used to decide."
          },
          "Members": {
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
          },
          "Article": {
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
              "links"
            ]
          },
          "Published": {
            "allOf": [{"$ref": "#/components/schemas/Article"}],
            "properties": {"approved_at": {"$ref": "#/components/schemas/Time"}},
            "required": ["approved_at"],
            "unevaluatedProperties": false
          },
          "Newest": {
            "allOf": [{"$ref": "#/components/schemas/Article"}],
            "properties": {
              "version": {"type": "string"},
              "lifecycle": {
                "type": "string",
                "enum": [
                  "draft",
                  "inReview",
                  "approved",
                  "approvedWithPendingChanges",
                  "withdrawn"
                ]
              },
              "conflicts": {"type": "integer"},
              "changed_at": {"$ref": "#/components/schemas/Time"},
              "changed_by": {"type": "string"}
            },
            "required": ["version", "lifecycle", "conflicts", "changed_at", "changed_by"]
          },
          "Draft": {
            "allOf": [{"$ref": "#/components/schemas/Newest"}],
            "unevaluatedProperties": false
          },
          "Edit": {
            "allOf": [{"$ref": "#/components/schemas/Newest"}],
            "properties": {
              "outcome": {
                "type": "string",
                "enum": ["unchanged", "saved", "merged"],
                "description": "merged: others had written since the version in If-Match. Nothing of theirs or of this edit is lost; conflicts says how many places need a person."
              },
              "merged_with": {"type": "integer", "description": "With merged: how many changes."}
            },
            "required": ["outcome"],
            "unevaluatedProperties": false
          }
        }
      }
    }

    """##
}
