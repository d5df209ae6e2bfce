// SPDX-License-Identifier: MIT
#include "app/shared/report/curl_call.h"

#include "core/base/text.h"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstring>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr long kConnectSeconds = 20;
constexpr long kWholeSeconds = 90;
constexpr std::size_t kKeptAnswer = 4096;

// Of a certificate, in lower case hex.
std::string fingerprint(const X509 *certificate, const EVP_MD *kind)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    if (X509_digest(certificate, kind, digest, &length) != 1)
        return {};
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text.push_back("0123456789abcdef"[digest[i] >> 4]);
        text.push_back("0123456789abcdef"[digest[i] & 15]);
    }
    return text;
}

std::string plainHex(std::string_view text)
{
    std::string hex;
    for (const char c : text)
        if (c != ':' && c != ' ')
            hex.push_back(c >= 'A' && c <= 'Z' ? char(c + 32) : c);
    return hex;
}

} // namespace

CurlCall::CurlCall(const CurlLibrary &library, const CancelToken &cancel)
    : m_library(library)
    , m_cancel(cancel)
    , m_curl(library.init())
{
    set(CURLOPT_NOSIGNAL, 1L); // there are other threads
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_TIMEOUT, kWholeSeconds);
    set(CURLOPT_ERRORBUFFER, m_failure);
    set(CURLOPT_WRITEFUNCTION, &CurlCall::write);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_HEADERFUNCTION, &CurlCall::header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_XFERINFOFUNCTION, &CurlCall::progress);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
}

CurlCall::~CurlCall()
{
    m_library.cleanup(m_curl);
    for (curl_slist **list : m_lists)
        m_library.freeAll(*list);
}

void CurlCall::addTo(curl_slist *&list, const std::string &text)
{
    if (std::ranges::find(m_lists, &list) == m_lists.end())
        m_lists.push_back(&list);
    if (curl_slist *longer = m_library.append(list, text.c_str()))
        list = longer;
}

void CurlCall::setUpload(std::string_view content)
{
    m_upload = content;
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &CurlCall::read);
    set(CURLOPT_READDATA, this);
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(content.size()));
}

void CurlCall::trust(std::vector<std::string> hashes, const std::string &host)
{
    for (const std::string &hash : hashes)
        m_hashes.push_back(plainHex(hash));
    m_host = host;
    // The name is looked at together with the certificate: that of a trusted one may be another.
    set(CURLOPT_SSL_VERIFYHOST, 0L);
    set(CURLOPT_SSL_CTX_FUNCTION, &CurlCall::prepareTls);
    set(CURLOPT_SSL_CTX_DATA, this);
}

CURLcode CurlCall::prepareTls(CURL *, void *context, void *call)
{
    SSL_CTX_set_cert_verify_callback(static_cast<SSL_CTX *>(context), &CurlCall::verify, call);
    return CURLE_OK;
}

int CurlCall::verify(X509_STORE_CTX *store, void *call)
{
    const CurlCall &self = *static_cast<CurlCall *>(call);
    if (const X509 *certificate = X509_STORE_CTX_get0_cert(store))
        for (const EVP_MD *kind : {EVP_sha256(), EVP_sha1()})
            if (std::ranges::find(self.m_hashes, fingerprint(certificate, kind)) !=
                self.m_hashes.end()) {
                X509_STORE_CTX_set_error(store, X509_V_OK);
                return 1;
            }
    X509_VERIFY_PARAM *wanted = X509_STORE_CTX_get0_param(store);
    if (X509_VERIFY_PARAM_set1_ip_asc(wanted, self.m_host.c_str()) != 1)
        X509_VERIFY_PARAM_set1_host(wanted, self.m_host.c_str(), self.m_host.size());
    return X509_verify_cert(store);
}

std::size_t CurlCall::write(char *data, std::size_t size, std::size_t count, void *call)
{
    auto &self = *static_cast<CurlCall *>(call);
    const std::size_t room = kKeptAnswer - std::min(kKeptAnswer, self.m_answer.size());
    self.m_answer.append(data, std::min(room, size * count));
    return size * count;
}

// Of mail the answers of the server come here.
std::size_t CurlCall::header(char *data, std::size_t size, std::size_t count, void *call)
{
    auto &self = *static_cast<CurlCall *>(call);
    const std::string_view line(data, size * count);
    // That to "QUIT" says nothing of the mail.
    if (!line.starts_with("221") && line.size() > 2)
        self.m_lastLine.assign(line.substr(0, kKeptAnswer));
    return size * count;
}

std::size_t CurlCall::read(char *data, std::size_t size, std::size_t count, void *call)
{
    auto &self = *static_cast<CurlCall *>(call);
    const std::size_t length = std::min(self.m_upload.size(), size * count);
    std::memcpy(data, self.m_upload.data(), length);
    self.m_upload.remove_prefix(length);
    return length;
}

int CurlCall::progress(void *call, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<CurlCall *>(call)->m_cancel.abortRequested() ? 1 : 0;
}

Result<QString> CurlCall::perform()
{
    if (!m_curl)
        return fail(ErrorCode::Internal, u"libcurl cannot be used."_s);
    const CURLcode code = m_library.perform(m_curl);
    const QString line = toQString(m_lastLine).trimmed();
    if (code == CURLE_OK)
        return m_answer.empty() ? line : toQString(m_answer).trimmed();
    if (code == CURLE_ABORTED_BY_CALLBACK)
        return fail(ErrorCode::Cancelled, u"The run was ended."_s);
    QString text = QString::fromUtf8(m_failure[0] != '\0' ? m_failure : m_library.errorText(code));
    if (!line.isEmpty() && !text.contains(line) && code != CURLE_COULDNT_CONNECT)
        text += u" (the server said: "_s % line % u')';
    return fail(code == CURLE_LOGIN_DENIED ? ErrorCode::Auth : ErrorCode::Transient, text);
}

long CurlCall::status() const
{
    long status = 0;
    m_library.info(m_curl, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

} // namespace cairn
