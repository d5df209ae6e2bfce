// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/report_sender.h"

#include <QByteArray>
#include <QDateTime>

namespace cairn {

// "ada@example.org" of "Ada <ada@example.org>"; without a domain it gets that of this computer.
[[nodiscard]] QByteArray bareAddress(const QString &address, const QString &thisHost);

struct MailFacts
{
    QDateTime now;
    QString thisHost;
    QByteArray id; // unique; without the part after '@'
};

// As it goes over the wire: headers and text in ASCII (RFC 5322, 2045, 2047), lines end with CRLF.
[[nodiscard]] QByteArray mailMessage(const MailReport &how, const MailText &text,
                                     const MailFacts &facts);

} // namespace cairn
