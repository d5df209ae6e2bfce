// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/report/curl_library.h"
#include "core/base/cancel_token.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

struct x509_store_ctx_st; // of OpenSSL

namespace cairn {

// One exchange with a server by libcurl: with deadlines, given up at once when the run is aborted,
// and what the server said kept.
class CurlCall final
{
public:
    CurlCall(const CurlLibrary &library, const CancelToken &cancel);
    ~CurlCall();
    CurlCall(const CurlCall &) = delete;
    CurlCall &operator=(const CurlCall &) = delete;

    template<typename Value>
    void set(CURLoption option, Value value)
    {
        m_library.setOption(m_curl, option, value);
    }
    void addTo(curl_slist *&list, const std::string &text);
    void setUpload(std::string_view content); // what it points to outlives the call
    // Takes a certificate whose hash is one of these, whoever signed it; others as usual.
    void trust(std::vector<std::string> hashes, const std::string &host);
    // Text of the last answer; an Error says what failed in a sentence.
    Result<QString> perform();
    [[nodiscard]] long status() const; // of the protocol

private:
    static std::size_t write(char *data, std::size_t size, std::size_t count, void *call);
    static std::size_t header(char *data, std::size_t size, std::size_t count, void *call);
    static std::size_t read(char *data, std::size_t size, std::size_t count, void *call);
    static int progress(void *call, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
    static CURLcode prepareTls(CURL *, void *context, void *call);
    static int verify(x509_store_ctx_st *store, void *call);

    const CurlLibrary &m_library;
    const CancelToken &m_cancel;
    CURL *m_curl;
    char m_failure[CURL_ERROR_SIZE] = {};
    std::string m_answer; // the first part of it
    std::string m_lastLine;
    std::string_view m_upload;
    std::vector<std::string> m_hashes;
    std::string m_host;
    std::vector<curl_slist **> m_lists;
};

} // namespace cairn
