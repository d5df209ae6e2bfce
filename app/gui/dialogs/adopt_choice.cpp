// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/adopt_choice.h"

#include "app/gui/widgets/ask_box.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/link_card.h"

#include <QBoxLayout>
#include <QDateTime>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kRecentSeconds = 7 * 24 * 3600;

// The home folder that a path lies in, with its separator; empty if it is in none.
std::string homeOf(const std::string &path)
{
    for (const std::string_view above : {"/home/", "/Users/"})
        if (path.starts_with(above) && path.size() > above.size())
            return path.substr(0, std::min(path.find('/', above.size()), path.size())) + '/';
    return path == "/root" || path.starts_with("/root/") ? "/root/" : "";
}

} // namespace

std::vector<MovedFolder> movedHomes(const JobConfig &job, const FilePath &home)
{
    std::vector<MovedFolder> moved;
    for (const FilePath &source : job.sources) {
        const std::string old = homeOf(source.bytes());
        const bool isKnown =
            std::ranges::any_of(moved, [&old](const MovedFolder &one) { return one.from == old; });
        if (!old.empty() && old != home.bytes() + '/' && !isKnown)
            moved.push_back({old, home});
    }
    return moved;
}

AdoptChoice::AdoptChoice(const JobView &view, const AdoptedSettings &settings, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"adoptChoice"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Get files back"));
    const std::string id = view.job.id;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(textLabel(tr("What now?"), "title", this));
    const qint64 versions = std::max(view.stored.versions, settings.versions);
    const QString whose =
        settings.computer.isEmpty()
            ? tr("“%1”").arg(view.job.name)
            : tr("“%1” of the computer “%2”").arg(view.job.name, settings.computer);
    QLabel *facts = textLabel(tr("%1 has %n version(s), the newest %2.", nullptr,
                                 int(std::min<qint64>(versions, INT_MAX)))
                                  .arg(whose, agoText(now - view.stored.newest)),
                              "body", this);
    facts->setObjectName(u"adopt.facts"_s);
    facts->setWordWrap(true);
    column->addWidget(facts);
    const auto say = [this, column](const QString &text) {
        QLabel *line = textLabel(text, "small", this);
        line->setWordWrap(true);
        column->addWidget(line);
    };
    if (!settings.wereStored)
        say(tr("Its settings are not stored with it: what it saves is taken from the newest "
               "version, it does not run by itself, and it keeps all versions."));
    if (!settings.leftOut.isEmpty())
        say(tr("Not taken over: %1.").arg(settings.leftOut.join(u", "_s)));
    const auto add = [this, column](const QString &text, const QString &second, Icon icon,
                                    const QString &name) {
        auto *link = new LinkCard(text, second, icon, name, this);
        column->addWidget(link);
        return link;
    };
    LinkCard *look = add(tr("Look and pick files"), tr("Any version, file by file."), Icon::Search,
                         u"adopt.look"_s);
    look->setDefault(true);
    LinkCard *all = add(tr("Bring everything back here"), tr("The newest version, whole."),
                        Icon::Restore, u"adopt.everything"_s);
    const bool isInUse = now - view.stored.newest < kRecentSeconds;
    LinkCard *goOn = add(tr("Go on with this backup on this computer"),
                         isInUse ? tr("Used by another computer lately: stop it there first.")
                                 : tr("See what it saves and when; it goes on once you save that."),
                         Icon::BackUp, u"adopt.goOn"_s);
    connect(look, &LinkCard::clicked, this, [this, id] {
        accept();
        Q_EMIT lookWanted(id);
    });
    connect(all, &LinkCard::clicked, this, [this, id] {
        accept();
        Q_EMIT everythingWanted(id);
    });
    connect(goOn, &LinkCard::clicked, this,
            [this, id, isInUse] { isInUse ? askToTakeOver(id) : goOnWith(id); });
}

void AdoptChoice::goOnWith(const std::string &job)
{
    accept();
    Q_EMIT goOnWanted(job);
}

void AdoptChoice::askToTakeOver(const std::string &job)
{
    askFirst({u"takeOverDialog"_s, windowTitle(),
              tr("This backup got a version in the last seven days. If another computer makes "
                 "them, stop it there first: two that write into one place undo each other's "
                 "work."),
              tr("Cancel"), tr("Take over")},
             this, [this, job] { goOnWith(job); });
}

} // namespace cairn::gui
