// SPDX-License-Identifier: MIT
#include "core/engine/late_mail.h"

#include "core/base/log.h"
#include "core/config/notice_store.h"
#include "core/schedule/schedule_rule.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kTryAgain = 3600; // a mail server may be away for a while too

std::string keyOf(const JobConfig &job)
{
    return "late-mail/" + job.id;
}

QString lateText(const JobConfig &job, std::int64_t saved, std::int64_t now)
{
    if (saved == 0)
        return u"“%1” was never saved."_s.arg(job.name);
    return u"“%1” was not saved for %2 days."_s.arg(job.name,
                                                    QString::number((now - saved) / kDay));
}

} // namespace

Result<NagFacts> nagFactsOf(SettingsDatabase &settings, const JobConfig &job,
                            const DriveMounts &drives, std::int64_t now, const QTimeZone &zone)
{
    CAIRN_LET(saved, RunStore(settings).lastSaved(job.id, now));
    NagFacts facts;
    facts.interval = plannedInterval(job.schedule.rule, now, zone);
    facts.last = std::max(saved, isPast(job.createdAt, now) ? job.createdAt : 0);
    facts.now = now;
    facts.isOnDrive = job.drive.has_value();
    facts.isDriveAbsent = job.drive && drives.mountOf(*job.drive).empty();
    return facts;
}

std::optional<LateMail::Letter> LateMail::letterOf(SettingsDatabase &settings, const JobConfig &job,
                                                   std::int64_t now, const QTimeZone &zone) const
{
    const auto to = job.options.find("send-mail-to");
    if (to == job.options.end() || to->second.empty())
        return std::nullopt;
    const auto saved = RunStore(settings).lastSaved(job.id, now);
    const auto facts = nagFactsOf(settings, job, m_world.drives, now, zone);
    if (!saved || !facts)
        return std::nullopt; // the next look may do better
    if (nagLevel(*facts) != NagLevel::Unprotected)
        return std::nullopt;
    const auto memory = NoticeStore(settings).load();
    if (!memory)
        return std::nullopt;
    const auto mark = memory->marks.find(keyOf(job));
    if (mark != memory->marks.end() && now >= mark->second.told && now - mark->second.told < kDay)
        return std::nullopt;
    return Letter{job, lateText(job, *saved, now)};
}

void LateMail::look(SettingsDatabase &settings, std::span<const JobConfig> jobs,
                    const QTimeZone &zone)
{
    const std::int64_t now = m_world.clock.nowSeconds();
    if (m_sending || (now < m_tryAgain && m_tryAgain - now <= kTryAgain))
        return;
    std::vector<Letter> letters;
    for (const JobConfig &job : jobs)
        if (auto letter = letterOf(settings, job, now, zone))
            letters.push_back(std::move(*letter));
    if (!letters.empty())
        send(settings, std::move(letters));
}

Result<QString> LateMail::sendOne(const Letter &letter, const CancelToken &cancel) const
{
    JobConfig open = letter.job;
    open.encrypted = false; // its passphrase has no part in this
    CAIRN_LET(secrets, m_world.secrets.secretsOf(open));
    CAIRN_LET(request, reportRequestOf(open, secrets));
    auto sent = m_world.engine.sendLateMail(request, letter.text, cancel);
    return sent ? std::move(sent->answer) : QString();
}

void LateMail::send(SettingsDatabase &settings, std::vector<Letter> letters)
{
    m_tryAgain = m_world.clock.nowSeconds() + kTryAgain;
    m_sending = std::make_unique<BackgroundTask>(std::string());
    m_sending->thread =
        std::thread([this, &settings, letters = std::move(letters), &cancel = m_sending->cancel] {
            std::vector<std::string> arrived;
            for (const Letter &letter : letters) {
                const auto answer = sendOne(letter, cancel);
                if (answer)
                    arrived.push_back(keyOf(letter.job));
                else
                    qCWarning(lcOperation).noquote()
                        << "a mail that a backup is late was not sent:" << answer.error().message;
            }
            m_world.post([this, &settings, arrived = std::move(arrived)] {
                for (const std::string &key : arrived)
                    std::ignore = NoticeStore(settings).mark(key, {m_world.clock.nowSeconds(), 0});
                m_sending.reset();
            });
        });
}

} // namespace cairn
