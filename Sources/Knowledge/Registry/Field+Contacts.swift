public import CRDT

/// The fields of sealed contacts: counters. Their keys are described in Protocol/12 §3.
extension Field {
  public static let ofContacts: [Field] = [
    Field(.contacts, "contacts", "henvendelser", .counter),
    Field(.contactBatches, "contact_batches", "optællinger", .counter),
  ]
}

extension FieldID {
  public static let contacts = FieldID(rawValue: 90)
  public static let contactBatches = FieldID(rawValue: 91)
}
