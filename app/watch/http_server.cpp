#include "app/watch/http_server.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace ventral::app {

namespace {

constexpr int kPollMs = 200;
constexpr std::size_t kLongestRequest = 16384;
constexpr long kPatienceSeconds = 2;  ///< with a browser that stops in the middle

[[noreturn]] void fail(const char* what) {
    throw base::IoError(what, "127.0.0.1", std::strerror(errno));
}

int listen_on_loopback(int& port) {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0) {
        fail("cannot open a socket on");
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener, plain, size) != 0 || listen(listener, 8) != 0 ||
        getsockname(listener, plain, &size) != 0) {
        close(listener);
        fail("cannot listen on");
    }
    port = ntohs(address.sin_port);
    return listener;
}

/// The request's head; empty if it does not come or is too long.
std::string read_head(int connection) {
    std::string head;
    std::array<char, 2048> part{};
    while (head.find("\r\n\r\n") == std::string::npos && head.size() < kLongestRequest) {
        const ssize_t count = recv(connection, part.data(), part.size(), 0);
        if (count <= 0) {
            return "";
        }
        head.append(part.data(), static_cast<std::size_t>(count));
    }
    return head;
}

void send_all(int connection, const std::string& text) {
    std::size_t sent = 0;
    while (sent < text.size()) {
        const ssize_t count =
            send(connection, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) {
            return;  // the browser went away
        }
        sent += static_cast<std::size_t>(count);
    }
}

std::string response(const char* status, const std::string& type, const std::string& body) {
    return base::str("HTTP/1.1 ", status, "\r\nContent-Type: ", type,
                     "; charset=utf-8\r\nContent-Length: ", body.size(),
                     "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
                     "Connection: close\r\n\r\n",
                     body);
}

}  // namespace

HttpServer::HttpServer(std::function<HttpAnswer(const std::string& path)> answer)
    : answer_(std::move(answer)), listener_(listen_on_loopback(port_)) {
    thread_ = std::thread([this] { serve(); });
}

HttpServer::~HttpServer() {
    stopped_ = true;
    thread_.join();
    close(listener_);
}

void HttpServer::serve() {
    while (!stopped_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (poll(&waiting, 1, kPollMs) <= 0) {
            continue;
        }
        const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection >= 0) {
            const timeval patience{kPatienceSeconds, 0};
            setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
            setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
            answer_one(connection);
            close(connection);
        }
    }
}

void HttpServer::answer_one(int connection) const {
    const std::string head = read_head(connection);
    const std::string host = base::str("127.0.0.1:", port_, "\r\n");
    const std::size_t end = head.find(' ', 4);
    if (!head.starts_with("GET ") || end == std::string::npos) {
        send_all(connection, response("400 Bad Request", "text/plain", "only GET\n"));
    } else if (head.find("\r\nHost: " + host) == std::string::npos) {
        send_all(connection, response("403 Forbidden", "text/plain", "only by 127.0.0.1\n"));
    } else {
        const HttpAnswer answer = answer_(head.substr(4, end - 4));
        send_all(connection, answer.type.empty()
                                 ? response("404 Not Found", "text/plain", "no such page\n")
                                 : response("200 OK", answer.type, answer.body));
    }
}

}  // namespace ventral::app
