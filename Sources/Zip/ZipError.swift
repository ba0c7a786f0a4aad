/// Why an archive cannot be read or written.
public enum ZipError: Error, Hashable, Sendable {
  /// There is no end of central directory record: no archive, or half of one.
  case notAnArchive
  /// Records that do not fit each other, at this place.
  case damaged(at: Int)
  /// Encryption, several disks, Zip64, or a method other than stored and deflated.
  case unsupported(name: String)
  /// A name that leads out of the folder, is no UTF-8, or stands there twice.
  case badName(String)
  /// The content does not have the check value or the length that the directory says.
  case wrongContent(name: String)
  /// Larger in all than the caller allows.
  case tooLarge(most: Int)
  case tooMany(most: Int)
}
