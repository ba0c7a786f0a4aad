/// An emneplan with invented titles, built as KL's schema says and as dirty as its files are.
struct PlanSample {
  struct Entry {
    var number: String
    var title: String
    var uuid = ""
    var created: String? = "2004-02-01"
    /// What stands in `Historisk`.
    var historic = ""
  }

  var date = "2026-01-15"
  var entries: [Entry] = [
    Entry(number: "10", title: "Bjergværker"),
    Entry(number: "10.01", title: "Miner"),
    Entry(number: "10.01.00", title: "Miner i almindelighed", uuid: "a0"),
    Entry(number: "10.01.04", title: "  Skakter \n og  stiger ", uuid: "A1"),
    Entry(
      number: "10.01.08", title: "Lanterner [udgået]", uuid: "a2",
      historic: "<UdgaaetDato>2025-07-01</UdgaaetDato>"),
    Entry(
      number: "10.01.12", title: "Hejseværk", uuid: "a3",
      historic:
        "<Flyttet><FlyttetDato>2025-10-01</FlyttetDato><AfloestAf><EmneNr>10.01.04</EmneNr></AfloestAf></Flyttet>"
    ),
    Entry(number: "10.05", title: "Gruber"),
    Entry(number: "10.05.02", title: "Ærinder på ø", uuid: "a4"),
  ]

  func with(_ change: (inout PlanSample) -> Void) -> PlanSample {
    var sample = self
    change(&sample)
    return sample
  }

  mutating func change(_ number: String, _ body: (inout Entry) -> Void) {
    for index in entries.indices where entries[index].number == number { body(&entries[index]) }
  }

  var bytes: [UInt8] { Array(xml.utf8) }

  var xml: String {
    var text = """
      <?xml version="1.0" encoding="utf-8"?>
      <KLE-Emneplan>
      <UdgivelsesDato>\(date)</UdgivelsesDato>

      """
    var open: [String] = []
    for entry in entries {
      let level = (entry.number.utf8.count + 1) / 3
      while open.count >= level { text += "</\(open.removeLast())>\n" }
      let name = ["Hovedgruppe", "Gruppe", "Emne"][min(2, max(0, level - 1))]
      open.append(name)
      text +=
        "<\(name)><\(name)Nr>\(entry.number)</\(name)Nr><\(name)Titel>\(entry.title)</\(name)Titel>"
      text +=
        "<\(name)Vejledning><VejledningTekst><p>Se <i>10.05.02</i><ul><li>x</li></ul></p></VejledningTekst></\(name)Vejledning>"
      let created = entry.created.map { "<OprettetDato>\($0)</OprettetDato>" } ?? ""
      let historic = entry.historic.isEmpty ? "" : "<Historisk>\(entry.historic)</Historisk>"
      text += "<\(name)AdministrativInfo>\(created)\(historic)</\(name)AdministrativInfo>"
      text += "<\(name)Filter><FilterTitel>Delplan</FilterTitel></\(name)Filter>"
      if !entry.uuid.isEmpty { text += "<UUID>\(entry.uuid)</UUID>" }
      text += "\n"
    }
    while let name = open.popLast() { text += "</\(name)>\n" }
    return text + "</KLE-Emneplan>\n"
  }
}
