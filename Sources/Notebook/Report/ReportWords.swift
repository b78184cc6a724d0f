/// The words that the report itself says, in the language of the notebook.
struct ReportWords {
  var contents = "Contents"
  var aboutRun = "About this run"
  var completed = "completed"
  var failed = "stopped by an error"
  var interrupted = "interrupted"
  var timedOut = "stopped: time limit"
  var cellName = "cell"
  var skipped = "not run"
  var notReached = "not reached"
  var expected = "this error was expected"
  var showCode = "Code"
  var file = "Notebook"
  var date = "Date"
  var duration = "Duration"
  var seed = "Seed"
  var parameters = "Parameters"
  var program = "Program"
  var machine = "Machine"
  var cores = "cores"
  var cellsRun = "Cells run"
  var errorOutput = "error output"
  var figure = "Figure"
  var leftOut = "characters left out"
  var standing = "as in the notebook"

  static func of(_ language: String) -> ReportWords {
    guard language.lowercased().hasPrefix("es") else { return ReportWords() }
    return ReportWords(
      contents: "Contenido", aboutRun: "Sobre esta ejecución", completed: "completado", failed: "detenido por un error",
      interrupted: "interrumpido", timedOut: "detenido: límite de tiempo", cellName: "celda", skipped: "no ejecutada",
      notReached: "no alcanzada", expected: "este error se esperaba", showCode: "Código", file: "Cuaderno",
      date: "Fecha",
      duration: "Duración", seed: "Semilla", parameters: "Parámetros", program: "Programa", machine: "Máquina",
      cores: "núcleos", cellsRun: "Celdas ejecutadas", errorOutput: "salida de errores", figure: "Figura",
      leftOut: "caracteres omitidos", standing: "como en el cuaderno")
  }
}
