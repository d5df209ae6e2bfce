// SPDX-License-Identifier: MIT
#include "app/gui/host/preview_content.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kHexLine = 16;
constexpr qsizetype kHexBytes = 4096;
constexpr qsizetype kUtf8Longest = 4; // bytes of a character

// Formats whose files cannot name other files.
constexpr std::array<const char *, 7> kFormats{"png", "jpeg", "gif", "bmp", "webp", "ppm", "xpm"};

PreviewContent failed()
{
    PreviewContent content;
    content.text = QCoreApplication::translate("Preview", "This picture cannot be shown.");
    return content;
}

QString hexText(const QByteArray &bytes)
{
    QString text;
    for (qsizetype at = 0; at < std::min(bytes.size(), kHexBytes); at += kHexLine) {
        const QByteArray line = bytes.sliced(at, std::min(kHexLine, bytes.size() - at));
        QString shown;
        for (const char c : line)
            shown += c >= ' ' && c <= '~' ? QLatin1Char(c) : QLatin1Char('.');
        text += u"%1  %2  %3\n"_s.arg(qlonglong(at), 6, 16, QLatin1Char('0'))
                    .arg(QString::fromLatin1(line.toHex(' ')).leftJustified(3 * kHexLine - 1))
                    .arg(shown);
    }
    return text;
}

// Those of Windows-1252 that are no letters of ISO 8859-1: 0x80 to 0x9f, 0 where it has none.
constexpr std::array<char16_t, 32> kWindowsSigns{
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

// What texts were before UTF-8. Every byte is a letter there, so that data would pass as well; but
// those have control characters.
std::optional<QString> oldTextOf(const QByteArray &bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text) {
        const char16_t code = c.unicode();
        const bool isSpace = code == u'\t' || code == u'\n' || code == u'\r' || code == u'\f';
        if (code >= 0x80 && code < 0xa0)
            c = kWindowsSigns[code - 0x80];
        if ((code < u' ' && !isSpace) || code == 0x7f || c.isNull())
            return std::nullopt;
    }
    return text;
}

// Nothing if it is no text. The last character of a beginning may be cut.
std::optional<QString> textOf(const QByteArray &bytes, bool isWhole)
{
    // UTF-16 and UTF-32 say by their first bytes what they are.
    if (const auto marked = QStringConverter::encodingForData(bytes);
        marked && *marked != QStringConverter::Utf8) {
        QStringDecoder decode(*marked, QStringDecoder::Flag::Default);
        QString text = decode(bytes);
        if (!decode.hasError() && !text.contains(QChar::Null))
            return text;
    }
    if (bytes.contains('\0'))
        return std::nullopt;
    for (qsizetype cut = 0; cut < (isWhole ? 1 : kUtf8Longest) && cut <= bytes.size(); ++cut) {
        QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        QString text = decode(bytes.chopped(cut));
        if (!decode.hasError())
            return text;
    }
    return oldTextOf(bytes);
}

} // namespace

bool isPicture(const QByteArray &head)
{
    QBuffer buffer;
    buffer.setData(head);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    const QByteArray format = reader.format();
    const bool isKnown =
        std::ranges::any_of(kFormats, [&format](const char *known) { return format == known; });
    const QSize size = isKnown ? reader.size() : QSize();
    return size.isValid() && qint64(size.width()) * size.height() <= kPicturePixels;
}

PreviewContent pictureOf(const QByteArray &whole)
{
    QBuffer buffer;
    buffer.setData(whole);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.width() > kPictureSide || size.height() > kPictureSide)
        reader.setScaledSize(size.scaled(kPictureSide, kPictureSide, Qt::KeepAspectRatio));
    PreviewContent content;
    content.image = reader.read();
    if (content.image.isNull())
        return failed();
    content.kind = PreviewContent::Kind::Image;
    return content;
}

PreviewContent previewOf(const QByteArray &head, bool isWhole)
{
    PreviewContent content;
    content.isWhole = isWhole;
    if (auto text = textOf(head, isWhole)) {
        content.kind = PreviewContent::Kind::Text;
        content.text = std::move(*text);
        return content;
    }
    content.kind = PreviewContent::Kind::Bytes;
    content.text = hexText(head);
    content.isWhole = isWhole && head.size() <= kHexBytes;
    return content;
}

} // namespace cairn::gui
