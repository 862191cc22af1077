#pragma once

/// The smallest web server: answers GET on this machine's loopback address, one request at a time.

#include <atomic>
#include <functional>
#include <string>
#include <thread>

namespace ventral::app {

struct HttpAnswer {
    std::string type;  ///< "text/html"; empty: there is no such page
    std::string body;
};

/// Listens on 127.0.0.1 alone, on a free port. Requests that name another host are refused, so that
/// no page from elsewhere can read what is served.
class HttpServer {
public:
    /// @param answer called from the server's thread with the path, "/state".
    explicit HttpServer(std::function<HttpAnswer(const std::string& path)> answer);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    int port() const { return port_; }

private:
    void serve();
    void answer_one(int connection) const;

    std::function<HttpAnswer(const std::string&)> answer_;
    int port_ = 0;  ///< before the listener, which sets it
    int listener_ = -1;
    std::atomic<bool> stopped_{false};
    std::thread thread_;
};

}  // namespace ventral::app
