// SPDX-License-Identifier: MIT
#include "app/cli/commands/finish.h"
#include "core/base/text.h"
#include "core/engine/system_facts.h"

namespace cairn::cli {

using namespace Qt::StringLiterals;

int runSystemInfo(Context &context)
{
    auto facts = systemFacts();
    QStringList schemes;
    for (const std::string &scheme : context.world.backends.schemes())
        schemes += toQString(scheme);
    facts.emplace_back(u"Destinations"_s, schemes.join(u", "_s));
    QJsonObject document;
    for (const auto &[name, value] : facts) {
        document[name] = value;
        context.console.answer(QString(name % u':').leftJustified(14) % value);
    }
    if (context.console.manner().json)
        context.console.document(QJsonDocument(document).toJson());
    return exitCode::Success;
}

} // namespace cairn::cli
