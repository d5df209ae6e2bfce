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

// Nothing if it is no text. The last character of a beginning may be cut.
std::optional<QString> textOf(const QByteArray &bytes, bool isWhole)
{
    if (bytes.contains('\0'))
        return std::nullopt;
    for (qsizetype cut = 0; cut < (isWhole ? 1 : kUtf8Longest) && cut <= bytes.size(); ++cut) {
        QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        QString text = decode(bytes.chopped(cut));
        if (!decode.hasError())
            return text;
    }
    return std::nullopt;
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
