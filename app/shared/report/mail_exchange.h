// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

// Who takes mail for a domain.
class MailExchange
{
public:
    virtual ~MailExchange() = default;
    // URLs smtp://host:port, in the order to try them (RFC 5321, section 5.1); a domain without
    // such records takes its mail itself. Transient: nobody answers; NotFound: no such domain, or
    // one that takes no mail (RFC 7505). Blocks for as long as the system's resolver waits.
    [[nodiscard]] virtual Result<std::vector<std::string>>
    serversOf(const std::string &domain) const = 0;
};

// By the name servers of this computer.
class DnsMailExchange final : public MailExchange
{
public:
    DnsMailExchange() = default;
    // Asks the name server at this port of this computer instead: for tests.
    explicit DnsMailExchange(std::uint16_t localPort)
        : m_localPort(localPort)
    {
    }
    [[nodiscard]] Result<std::vector<std::string>>
    serversOf(const std::string &domain) const override;

private:
    std::optional<std::uint16_t> m_localPort;
};

[[nodiscard]] const MailExchange &systemMailExchange();

} // namespace cairn
