// SPDX-License-Identifier: MIT
#include "app/shared/report/mail_exchange.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <utility>

#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostServers = 16;
constexpr std::size_t kPreferenceSize = 2; // of an MX record, before the name

// A state of the resolver of its own: reports are sent by several threads.
class Resolver final
{
public:
    explicit Resolver(std::optional<std::uint16_t> localPort)
    {
        m_isReady = ::res_ninit(&m_state) == 0;
        if (!m_isReady || !localPort)
            return;
        m_state.nscount = 1;
        m_state.retrans = 1;
        m_state.retry = 2;
        sockaddr_in &server = m_state.nsaddr_list[0];
        server.sin_family = AF_INET;
        server.sin_port = htons(*localPort);
        server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    ~Resolver()
    {
        if (m_isReady)
            ::res_nclose(&m_state);
    }
    Resolver(const Resolver &) = delete;
    Resolver &operator=(const Resolver &) = delete;

    // The bytes of the answer; below zero: see error().
    int ask(const std::string &domain, std::array<unsigned char, NS_MAXMSG> &answer)
    {
        return m_isReady ? ::res_nquery(&m_state, domain.c_str(), ns_c_in, ns_t_mx, answer.data(),
                                        int(answer.size()))
                         : -1;
    }
    [[nodiscard]] int error() const { return m_isReady ? m_state.res_h_errno : NETDB_INTERNAL; }

private:
    struct __res_state m_state = {};
    bool m_isReady = false;
};

std::string urlOf(const std::string &host)
{
    return "smtp://" + host + ":25";
}

// Sorted by preference; records that are no MX, or damaged, are left out. `size` below zero: none.
std::vector<std::pair<unsigned, std::string>> recordsOf(const unsigned char *answer, int size)
{
    std::vector<std::pair<unsigned, std::string>> records;
    ns_msg message;
    if (size < 0 || ::ns_initparse(answer, std::min(size, NS_MAXMSG), &message) != 0)
        return records;
    for (int i = 0; i < ns_msg_count(message, ns_s_an) && records.size() < kMostServers; ++i) {
        ns_rr record;
        if (::ns_parserr(&message, ns_s_an, i, &record) != 0)
            break;
        if (ns_rr_type(record) != ns_t_mx || ns_rr_rdlen(record) <= kPreferenceSize)
            continue;
        std::array<char, NS_MAXDNAME> host = {};
        if (::dn_expand(ns_msg_base(message), ns_msg_end(message),
                        ns_rr_rdata(record) + kPreferenceSize, host.data(), host.size()) < 0)
            continue;
        records.emplace_back(ns_get16(ns_rr_rdata(record)), host.data());
    }
    std::ranges::stable_sort(records, {}, &std::pair<unsigned, std::string>::first);
    return records;
}

} // namespace

Result<std::vector<std::string>> DnsMailExchange::serversOf(const std::string &domain) const
{
    Resolver resolver(m_localPort);
    std::array<unsigned char, NS_MAXMSG> answer = {};
    const int size = resolver.ask(domain, answer);
    if (size < 0 && resolver.error() == HOST_NOT_FOUND)
        return fail(ErrorCode::NotFound, u"there is no domain %1."_s.arg(toQString(domain)));
    if (size < 0 && resolver.error() != NO_DATA)
        return fail(
            ErrorCode::Transient,
            u"the mail server of %1 could not be looked up; name one with --send-mail-url."_s.arg(
                toQString(domain)));
    std::vector<std::string> servers;
    for (const auto &[preference, host] : recordsOf(answer.data(), size)) {
        if (host.empty() || host == ".")
            return fail(ErrorCode::NotFound, u"%1 takes no mail."_s.arg(toQString(domain)));
        servers.push_back(urlOf(host));
    }
    if (servers.empty())
        servers.push_back(urlOf(domain));
    return servers;
}

const MailExchange &systemMailExchange()
{
    static const DnsMailExchange exchange;
    return exchange;
}

} // namespace cairn
