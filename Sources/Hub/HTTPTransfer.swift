import CCurl
import Glibc
import Support

/// One request over HTTP or HTTPS through libcurl.
struct HTTPTransfer {
  /// What a server answered; the body went to the sink.
  struct Response {
    var status: Int
    /// The headers by their names in lower case: of the last answer when redirections were followed.
    var headers: [String: String]
  }

  /// The transfer broke off: the network, not the server's answer.
  struct Broken: Error {
    let reason: String
    /// Whether no server was reached at all.
    let isUnreachable: Bool
  }

  var url: String
  var isHead = false
  var followsRedirects = true
  var headers: [String] = []
  /// Where to go on in the file.
  var offset = 0
  /// Seconds without a connection, and without a byte, after which the transfer counts as broken.
  var patience = 20

  /// Called with parts of the body of an answer whose status is 200 or 206.
  typealias Sink = (_ status: Int, UnsafeRawBufferPointer) throws -> Void

  /// What the callbacks share.
  private final class State {
    var headers: [String: String] = [:]
    var failure: Error?
    let sink: Sink
    let handle: UnsafeMutableRawPointer

    init(_ handle: UnsafeMutableRawPointer, _ sink: @escaping Sink) {
      self.handle = handle
      self.sink = sink
    }
  }

  /// Runs the request. Ctrl-C stops it.
  func run(_ sink: @escaping Sink = { _, _ in }) throws -> Response {
    try SharedLibrary.require(ccurl_problem())
    guard let handle = curl_easy_init() else { throw UserError(.memory, "no memory for a transfer") }
    defer { curl_easy_cleanup(handle) }
    let state = State(handle, sink)
    let context = Unmanaged.passUnretained(state).toOpaque()
    var list: UnsafeMutablePointer<curl_slist>?
    for header in headers { list = curl_slist_append(list, header) ?? list }
    defer { curl_slist_free_all(list) }
    ccurl_set_text(handle, CURLOPT_URL, url)
    ccurl_set_text(handle, CURLOPT_USERAGENT, "\(Program.name)/\(Program.version)")
    // No files, no other protocols, also not after a redirection.
    ccurl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    ccurl_set_text(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
    ccurl_set_list(handle, CURLOPT_HTTPHEADER, list)
    ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, followsRedirects ? 1 : 0)
    ccurl_set_long(handle, CURLOPT_MAXREDIRS, 8)
    ccurl_set_long(handle, CURLOPT_NOBODY, isHead ? 1 : 0)
    ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT, patience)
    ccurl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1)
    ccurl_set_long(handle, CURLOPT_LOW_SPEED_TIME, patience)
    if offset > 0 { ccurl_set_offset(handle, CURLOPT_RESUME_FROM_LARGE, curl_off_t(offset)) }
    ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    ccurl_set_data_function(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      let state = HTTPTransfer.state(context)
      let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("HTTP/") { state.headers = [:] }
      if let colon = text.firstIndex(of: ":") {
        let value = text[text.index(after: colon)...].drop { $0 == " " }.prefix {
          $0 != "\r\n" && $0 != "\n" && $0 != "\r"
        }
        state.headers[text[..<colon].lowercased()] = String(value)
      }
      return size * count
    }
    ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    ccurl_set_data_function(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      let state = HTTPTransfer.state(context)
      let status = ccurl_status(state.handle)
      guard status == 200 || status == 206 else { return size * count }
      do {
        try state.sink(status, UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
      } catch {
        state.failure = error
        return 0
      }
    }
    ccurl_set_long(handle, CURLOPT_NOPROGRESS, 0)
    ccurl_set_progress_function(handle) { _, _, _, _, _ in Interruption.isRequested ? 1 : 0 }
    let code = withExtendedLifetime(state) { curl_easy_perform(handle) }
    try Interruption.check()
    if let failure = state.failure { throw failure }
    // A server that cannot go on where we stopped is an answer.
    if code == CURLE_RANGE_ERROR { return Response(status: 416, headers: state.headers) }
    guard code == CURLE_OK else {
      let unreachable: [CURLcode] = [CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT]
      throw Broken(reason: String(cString: curl_easy_strerror(code)), isUnreachable: unreachable.contains(code))
    }
    return Response(status: ccurl_status(handle), headers: state.headers)
  }

  private static func state(_ context: UnsafeMutableRawPointer?) -> State {
    Unmanaged<State>.fromOpaque(context!).takeUnretainedValue()
  }
}
