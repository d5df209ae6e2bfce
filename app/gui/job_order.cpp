// SPDX-License-Identifier: MIT
#include "app/gui/job_order.h"

#include "app/gui/texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace cairn::gui {

namespace {

struct OrderTexts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::JobOrder)
};

int badness(Tone tone)
{
    switch (tone) {
    case Tone::Fail:
        return 4;
    case Tone::Warn:
        return 3;
    case Tone::Wait:
        return 2;
    case Tone::Run:
        return 1;
    case Tone::Ok:
    case Tone::None:
        break;
    }
    return 0;
}

// What is due already waits since then.
qint64 nextRunOf(const JobView &view)
{
    return view.turn.due.value_or(view.turn.next.value_or(std::numeric_limits<qint64>::max()));
}

void sort(std::vector<const JobView *> &jobs, JobSort by, qint64 now)
{
    const auto badnessOf = [now](const JobView *view) {
        return badness(stateText(*view, now).tone);
    };
    switch (by) {
    case JobSort::ByHand:
        break;
    case JobSort::Name:
        std::ranges::stable_sort(jobs, [](const JobView *one, const JobView *other) {
            return one->job.name.localeAwareCompare(other->job.name) < 0;
        });
        break;
    case JobSort::State:
        std::ranges::stable_sort(jobs, std::ranges::greater(), badnessOf);
        break;
    case JobSort::NextRun:
        std::ranges::stable_sort(jobs, std::ranges::less(),
                                 [](const JobView *view) { return nextRunOf(*view); });
        break;
    }
}

JobGroup &groupOf(const JobView &view, std::vector<JobGroup> &groups)
{
    const auto found = std::ranges::find_if(groups, [&view](const JobGroup &group) {
        return group.heading.compare(view.job.group, Qt::CaseInsensitive) == 0;
    });
    return found != groups.end() ? *found : groups.emplace_back(JobGroup{view.job.group, {}});
}

bool comesBefore(const JobGroup &one, const JobGroup &other)
{
    if (one.heading.isEmpty() || other.heading.isEmpty())
        return !one.heading.isEmpty() && other.heading.isEmpty();
    return one.heading.localeAwareCompare(other.heading) < 0;
}

} // namespace

std::vector<JobGroup> orderedJobs(const std::vector<JobView> &jobs, JobOrder order, qint64 now)
{
    JobGroup all;
    for (const JobView &view : jobs)
        all.jobs.push_back(&view);
    sort(all.jobs, order.sort, now);
    const bool hasGroups =
        std::ranges::any_of(jobs, [](const JobView &view) { return !view.job.group.isEmpty(); });
    if (!order.isGrouped || !hasGroups)
        return {all};
    std::vector<JobGroup> groups;
    for (const JobView *view : all.jobs)
        groupOf(*view, groups).jobs.push_back(view);
    std::ranges::stable_sort(groups, comesBefore);
    if (groups.back().heading.isEmpty())
        groups.back().heading = OrderTexts::tr("Other backups");
    return groups;
}

std::string neighbourOf(const std::vector<JobGroup> &groups, const std::string &job, int step)
{
    for (const JobGroup &group : groups)
        for (int at = 0; at < int(group.jobs.size()); ++at)
            if (group.jobs[std::size_t(at)]->job.id == job) {
                const int wanted = at + step;
                return wanted >= 0 && wanted < int(group.jobs.size())
                           ? group.jobs[std::size_t(wanted)]->job.id
                           : std::string();
            }
    return {};
}

std::vector<std::string> movedBeside(const std::vector<JobView> &jobs, const std::string &job,
                                     const std::string &other, bool isBehind)
{
    std::vector<std::string> ids;
    for (const JobView &view : jobs) {
        const std::string &id = view.job.id;
        if (id == other && !isBehind)
            ids.push_back(job);
        if (id != job)
            ids.push_back(id);
        if (id == other && isBehind)
            ids.push_back(job);
    }
    return ids;
}

} // namespace cairn::gui
