// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <algorithm>
#include <string>
#include <string_view>

// Files that real programs wrote (tests/data/format).
namespace cairn::golden {

// Empty when the file is missing; the callers check the size by what they compare with.
inline std::string read(const char *name)
{
    QFile file(QStringLiteral(CAIRN_FORMAT_DATA "/") + QString::fromUtf8(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().toStdString();
}

// JSON written with ' for ".
inline std::string json(std::string text)
{
    std::ranges::replace(text, '\'', '"');
    return text;
}

// Feeds a parser in pieces of `piece` bytes.
inline Result<> feed(ByteSink &sink, std::string_view text, std::size_t piece)
{
    for (std::size_t at = 0; at < text.size(); at += piece)
        CAIRN_TRY(sink.write(asBytes(text.substr(at, piece))));
    return {};
}

} // namespace cairn::golden
