// SPDX-License-Identifier: MIT
// What rules do: by the engine's own matcher.
#include "app/gui/host/work_host.h"

#include "app/gui/host/source_options.h"
#include "app/shared/error_table.h"
#include "core/engine/job_plan.h"
#include "core/engine/path_test.h"

#include <QElapsedTimer>

#include <algorithm>

namespace cairn::gui {

namespace {

constexpr qint64 kTellEveryMs = 250;

QString problemOf(const FilterEntry &rule)
{
    if (rule.expression.empty())
        return WorkHost::tr("empty");
    OptionSet options;
    options.addFilter(rule);
    const auto request = requestFrom(options);
    return request ? QString() : windowText(request.error());
}

QString reasonText(SkipReason reason)
{
    switch (reason) {
    case SkipReason::Filtered:
        return WorkHost::tr("no rule includes it");
    case SkipReason::Attribute:
        return WorkHost::tr("it has an attribute that is left out");
    case SkipReason::ExclusionMark:
        return WorkHost::tr("it is marked as not to be saved");
    case SkipReason::IgnoreFile:
        return WorkHost::tr("a file in it marks it as not to be saved");
    case SkipReason::TooLarge:
        return WorkHost::tr("it is larger than the limit");
    case SkipReason::LinkIgnored:
        return WorkHost::tr("links are left out");
    case SkipReason::HardLink:
        return WorkHost::tr("it is a further name of a file");
    case SkipReason::EmptyFolder:
        return WorkHost::tr("the folder is empty");
    case SkipReason::OtherFileSystem:
        return WorkHost::tr("it is on another drive");
    case SkipReason::OwnFile:
        return WorkHost::tr("it is a file of Cairn's own");
    case SkipReason::Loop:
        return WorkHost::tr("it is a folder within itself");
    case SkipReason::Special:
        return WorkHost::tr("it is neither file nor folder");
    case SkipReason::Vanished:
        break;
    }
    return WorkHost::tr("it is gone meanwhile");
}

} // namespace

void WorkHost::countRules(RequestId id, const JobConfig &job)
{
    const auto cancel = begin();
    RuleCounts counts;
    for (const FilterEntry &rule : job.rules)
        counts.rules.push_back({problemOf(rule)});
    const bool allFine = std::ranges::all_of(
        counts.rules, [](const RuleCounts::Rule &rule) { return rule.problem.isEmpty(); });
    const auto options = sourceOptionsOf(job);
    if (allFine && options) {
        QElapsedTimer told;
        told.start();
        const auto walked = testFilters(
            m_world.files, job.sources, *options, *cancel, [&](const FilterTestEntry &entry) {
                if (entry.rule < 0 || std::size_t(entry.rule) >= counts.rules.size())
                    return;
                RuleCounts::Rule &rule = counts.rules[std::size_t(entry.rule)];
                ++(entry.path.ends_with('/') ? rule.folders : rule.files);
                if (told.elapsed() < kTellEveryMs)
                    return;
                told.restart();
                Q_EMIT rulesCounted(id, counts);
            });
        if (!walked && walked.error().code == ErrorCode::Cancelled)
            return; // a newer question
    }
    counts.done = true;
    Q_EMIT rulesCounted(id, counts);
}

PathAnswer WorkHost::answerFor(const JobConfig &job, const FilePath &path,
                               const CancelToken &cancel)
{
    PathAnswer answer;
    const auto tested = [&]() -> Result<PathVerdict> {
        CAIRN_LET(options, sourceOptionsOf(job));
        return cairn::testPath(m_world.files, job.sources, options, path, cancel);
    }();
    if (!tested) {
        answer.belowSource = true;
        answer.reason = windowText(tested.error());
        return answer;
    }
    answer.belowSource = tested->belowSource;
    answer.exists = tested->exists;
    answer.saved = tested->saved;
    answer.decided = displayText(tested->decided);
    if (tested->rule >= 0 && std::size_t(tested->rule) < job.rules.size())
        answer.rule = tested->rule;
    else if (tested->rule >= 0)
        answer.set = skipSetOf(job, skipSetsByFilter(job), tested->rule);
    if (!tested->saved && answer.rule < 0 && !answer.set)
        answer.reason = !tested->problem.isEmpty() ? tested->problem
                        : tested->skip             ? reasonText(*tested->skip)
                                                   : QString();
    return answer;
}

void WorkHost::testPath(RequestId id, const JobConfig &job, const FilePath &path)
{
    const auto cancel = begin();
    Q_EMIT pathTested(id, answerFor(job, path, *cancel));
}

void WorkHost::testPaths(RequestId id, const JobConfig &job, const std::vector<FilePath> &paths)
{
    const auto cancel = begin();
    std::vector<PathAnswer> answers;
    for (const FilePath &path : paths)
        answers.push_back(answerFor(job, path, *cancel));
    Q_EMIT pathsTested(id, answers);
}

} // namespace cairn::gui
