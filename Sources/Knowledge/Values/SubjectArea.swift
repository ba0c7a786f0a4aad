/// The main groups of subject numbers in plain words of our own, for headings that citizens read.
///
/// The words are ours: KL's titles may only be shown with KL's consent, and come with its own file.
/// A group that is not listed is shown by its number.
public enum SubjectArea {
  /// "Pas, flytning og anden borgerservice" for "23"; `nil` for a group without words of ours.
  public static func name(ofMainGroup number: String) -> String? { names[number] }

  private static let names: [String: String] = [
    "00": "Kommunen, valg og klager",
    "01": "Planer for by og land",
    "02": "Byggeri",
    "03": "Boliger",
    "04": "Parker og idræt",
    "05": "Veje og trafik",
    "06": "Vand og spildevand",
    "07": "Affald og genbrug",
    "08": "Havne",
    "09": "Miljø, natur og skadedyr",
    "13": "Kollektiv trafik og andre opgaver",
    "14": "Brand og beredskab",
    "15": "Arbejde og ledighed",
    "16": "Psykiatri og specialhjælp",
    "17": "Skole",
    "18": "Kultur, fritid og foreninger",
    "19": "Museer og teater",
    "20": "Idræt og haller",
    "21": "Biblioteker",
    "22": "Værnepligt",
    "23": "Pas, flytning og anden borgerservice",
    "24": "Erhverv",
    "25": "Skat og opkrævning",
    "27": "Hjælp og omsorg",
    "28": "Børn og dagtilbud",
    "29": "Sundhed",
    "32": "Pension, boligstøtte og andre ydelser",
    "81": "Kommunens ansatte",
    "82": "Kommunens bygninger",
    "84": "Valg",
    "85": "Kommunens drift og service",
  ]
}
