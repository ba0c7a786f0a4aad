/// Why an edition is not taken into use.
public enum SubjectPlanRefusal: Error, Hashable, Sendable {
  /// The one in use is newer.
  case older(file: CivilDate, inUse: CivilDate)
}
