// SPDX-License-Identifier: MIT
#include "core/storage/backend_registry.h"

#include "core/base/text.h"
#include "core/storage/marking_backend.h"

#include <QStringList>

namespace cairn {

using namespace Qt::StringLiterals;

void BackendRegistry::add(std::string scheme, BackendFactory factory)
{
    m_factories.insert_or_assign(std::move(scheme), std::move(factory));
}

bool BackendRegistry::knows(std::string_view scheme) const
{
    return m_factories.contains(scheme);
}

std::vector<std::string> BackendRegistry::schemes() const
{
    std::vector<std::string> all;
    for (const auto &[scheme, factory] : m_factories)
        all.push_back(scheme);
    return all;
}

Result<std::unique_ptr<Backend>> BackendRegistry::open(const DestinationUrl &url,
                                                       const BackendContext &context) const
{
    const auto factory = m_factories.find(url.scheme);
    if (factory == m_factories.end()) {
        QStringList known;
        for (const std::string &scheme : schemes())
            known.append(toQString(scheme));
        return fail(ErrorCode::Unsupported, "DestinationTypeUnknown",
                    u"This version cannot store at \"%1://\" destinations. It knows: %2."_s.arg(
                        displayText(url.scheme), known.join(u", "_s)));
    }
    BackendContext merged = context;
    for (const auto &[name, value] : url.options)
        merged.options.insert_or_assign(name, value);
    auto opened = factory->second(url, merged);
    if (!opened)
        return fail(atDestination(std::move(opened).error()));
    return std::make_unique<MarkingBackend>(std::move(*opened));
}

} // namespace cairn
