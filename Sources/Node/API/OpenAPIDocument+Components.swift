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
