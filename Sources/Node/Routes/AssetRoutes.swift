import HTTP
import WebUI

/// Styles, script and icon, from memory. Their addresses hold their hashes, so browsers keep them.
struct AssetRoutes {
  let theme: Theme

  func add(to router: inout Router) {
    for asset in Assets.all(in: theme) {
      router.add(.get, asset.path, on: .inline) { _, _ in
        Response(
          headers: [
            "Content-Type": asset.contentType, "ETag": asset.etag,
            "Cache-Control": Asset.cacheControl,
          ], body: asset.bytes)
      }
    }
  }
}
