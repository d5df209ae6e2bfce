// SPDX-License-Identifier: MIT
#include "app/shared/report/mail_message.h"

#include "core/base/text.h"

#include <QLocale>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kBase64Line = 76;
constexpr qsizetype kEncodedWord = 42; // bytes: with its frame and "Subject: " 77 characters

bool isPlain(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u' ' && c <= u'~'; });
}

// One line: what would begin another header is a blank.
QString oneLine(QString text)
{
    for (QChar &c : text)
        if (c < u' ' || c == u'\x7f')
            c = u' ';
    return text.trimmed();
}

// An encoded word must not cut a character in two.
QByteArray encoded(const QString &text)
{
    if (isPlain(text))
        return text.toLatin1();
    QByteArray words;
    QByteArray part;
    const auto flush = [&] {
        if (!part.isEmpty())
            words += (words.isEmpty() ? "=?utf-8?B?" : "\r\n =?utf-8?B?") + part.toBase64() + "?=";
        part.clear();
    };
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype length = text[at].isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
        const QByteArray character = QStringView(text).sliced(at, length).toUtf8();
        if (part.size() + character.size() > kEncodedWord)
            flush();
        part += character;
        at += length;
    }
    flush();
    return words;
}

// A name may be encoded, an address not.
QByteArray encodedAddress(const QString &address, const QString &thisHost)
{
    const qsizetype open = address.lastIndexOf(u'<');
    const QByteArray bare = bareAddress(address, thisHost);
    if (open <= 0)
        return bare;
    QString name = oneLine(address.left(open));
    if (isPlain(name))
        return name.toLatin1() + " <" + bare + '>';
    return encoded(name.remove(u'"')) + " <" + bare + '>';
}

} // namespace

QByteArray bareAddress(const QString &address, const QString &thisHost)
{
    QString bare = oneLine(address);
    const qsizetype open = bare.lastIndexOf(u'<');
    if (open >= 0)
        bare = bare.sliced(open + 1).section(u'>', 0, 0).trimmed();
    bare.remove(u'<').remove(u'>').remove(u' ');
    if (!bare.contains(u'@'))
        bare += u'@' + (thisHost.isEmpty() ? u"localhost"_s : thisHost);
    return bare.toUtf8();
}

QByteArray mailMessage(const MailReport &how, const MailText &text, const MailFacts &facts)
{
    QByteArrayList to;
    for (const std::string &address : how.to)
        to << encodedAddress(toQString(address), facts.thisHost);
    QByteArray message;
    message += "From: " + encodedAddress(toQString(how.from), facts.thisHost) + "\r\n";
    message += "To: " + to.join(",\r\n ") + "\r\n";
    message += "Subject: " + encoded(oneLine(text.subject)) + "\r\n";
    message += "Date: " + facts.now.toString(Qt::RFC2822Date).toLatin1() + "\r\n";
    message += "Message-ID: <" + facts.id + '@' +
               (facts.thisHost.isEmpty() ? QByteArray("localhost") : facts.thisHost.toLatin1()) +
               ">\r\n";
    message += "Auto-Submitted: auto-generated\r\n"
               "MIME-Version: 1.0\r\n"
               "Content-Type: text/plain; charset=utf-8\r\n"
               "Content-Transfer-Encoding: base64\r\n\r\n";
    QString body = text.body;
    body.replace("\r\n"_L1, "\n"_L1).replace("\n"_L1, "\r\n"_L1);
    const QByteArray content = body.toUtf8().toBase64();
    for (qsizetype at = 0; at < content.size(); at += kBase64Line)
        message += content.mid(at, kBase64Line) + "\r\n";
    return message;
}

} // namespace cairn
