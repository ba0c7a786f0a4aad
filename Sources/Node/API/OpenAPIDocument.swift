/// The description of the API (OpenAPI 3.1), as it is served.
///
/// It is `Protocol/openapi/openapi.json` to the byte, so that a node needs no file beside it; a test
/// compares the two, and `VIDEN_RECORD=1` writes the three parts anew from the file.
enum OpenAPIDocument {
  static let text = reading + drafts + components
}
