// SPDX-License-Identifier: MIT
#include "app/cli/commands/wanted_paths.h"

namespace cairn::cli {

Result<std::vector<std::string>> wantedPaths(const Context &context)
{
    std::vector<std::string> wanted = context.words;
    for (const FilterEntry &filter : context.options.filters()) {
        if (!filter.include)
            return fail(ErrorCode::Unsupported, "ExcludeNotSupported",
                        QStringLiteral("--exclude works for backup only in this version. Name what "
                                       "is wanted as an argument, or with --include."));
        wanted.push_back(filter.expression);
    }
    return wanted;
}

} // namespace cairn::cli
