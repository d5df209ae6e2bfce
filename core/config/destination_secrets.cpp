// SPDX-License-Identifier: MIT
#include "core/config/destination_secrets.h"

#include "core/config/option_table.h"

#include <QByteArray>

#include <algorithm>
#include <tuple>

namespace cairn {

bool isSecretOption(std::string_view name)
{
    const OptionSpec *spec = findOption(name);
    return spec && spec->type == OptionType::Password;
}

bool isDestinationSecret(std::string_view name)
{
    const OptionSpec *spec = findOption(name);
    return spec && spec->type == OptionType::Password &&
           spec->category == OptionCategory::Destination;
}

std::string strippedUrl(std::string_view url,
                        const std::function<bool(const std::string &, const std::string &)> &take)
{
    const auto decoded = [](std::string_view text) {
        QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
        return QByteArray::fromPercentEncoding(bytes.replace('+', ' ')).toStdString();
    };
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos)
        return std::string(url); // a path
    const std::size_t query = std::min(url.find('?', scheme), url.size());
    std::string out(url.substr(0, query));
    const std::size_t host = scheme + 3;
    const std::size_t at = out.substr(0, out.find('/', host)).rfind('@');
    if (const std::size_t colon = out.find(':', host);
        at != std::string::npos && at > host && colon < at && !url.starts_with("file:")) {
        QByteArray password = QByteArray::fromStdString(out.substr(colon + 1, at - colon - 1));
        std::ignore =
            take("auth-password", QByteArray::fromPercentEncoding(password).toStdString());
        out.erase(colon, at - colon); // whatever becomes of it
    }
    char separator = '?';
    for (std::string_view left = url.substr(query); !left.empty();) {
        left.remove_prefix(1); // '?' or '&'
        const std::size_t end = std::min(left.find('&'), left.size());
        const std::string_view part = left.substr(0, end);
        const std::size_t equals = std::min(part.find('='), end);
        const std::string_view value = part.substr(std::min(equals + 1, part.size()));
        if (!part.empty() && !take(decoded(part.substr(0, equals)), decoded(value))) {
            (out += separator) += part;
            separator = '&';
        }
        left.remove_prefix(end);
    }
    return out;
}

std::string withoutSecrets(std::string_view url)
{
    return strippedUrl(
        url, [](const std::string &name, const std::string &) { return isSecretOption(name); });
}

std::string withSecrets(std::string_view url, const std::map<std::string, Secret> &secrets)
{
    std::string out(url);
    if (out.find("://") == std::string::npos)
        return out;
    char separator = out.find('?') == std::string::npos ? '?' : '&';
    for (const auto &[name, secret] : secrets) {
        if (!isDestinationSecret(name) || secret.empty())
            continue;
        const QByteArray value = QByteArray::fromStdString(secret.reveal()).toPercentEncoding();
        out.append(1, separator).append(name).append(1, '=').append(value.toStdString());
        separator = '&';
    }
    return out;
}

} // namespace cairn
