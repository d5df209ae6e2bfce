// SPDX-License-Identifier: MIT
#include "app/gui/wizards/files_page.h"

#include "app/gui/dialogs/rules_dialog.h"
#include "app/gui/models/rules_model.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/flow_layout.h"
#include "app/gui/widgets/share_bar_delegate.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDir>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QSpinBox>
#include <QTreeView>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCountAfterMs = 400;
constexpr qint64 kMegabyte = 1'000'000;
constexpr int kUsualLargest = 4000; // MB
constexpr int kLeastLetters = 24;   // of a name in the tree, with its box and icon
constexpr int kUsualLetters = 26;   // else there are no bars, and no sizes

int megabytes(qint64 bytes)
{
    return int(std::clamp<qint64>(bytes / kMegabyte, 1, INT_MAX));
}

FilePath home()
{
    return FilePath::fromText(QDir::homePath());
}

} // namespace

FilesPage::FilesPage(EngineProxy &engine, const JobConfig *job, QWidget *parent)
    : QWizardPage(parent)
    , m_engine(engine)
    , m_model(new SourceTreeModel(engine, this))
    , m_tree(new QTreeView(this))
    , m_total(textLabel({}, "body", this))
    , m_roomText(textLabel({}, "body", this))
    , m_rulesText(textLabel({}, "body", this))
    , m_skipTitle(textLabel(tr("Skip"), "heading", this))
    , m_large(new QCheckBox(tr("Files larger than"), this))
    , m_largest(new QSpinBox(this))
{
    build();
    m_model->addRoot(home(), tr("Home"), {});
    m_model->addRoot(FilePath("/"), tr("This computer"), {});
    if (job)
        show(*job);
    else
        m_usual = m_engine.findUsualFolders();
    apply(m_usualChoice);
    m_wait.setSingleShot(true);
    m_wait.setInterval(kCountAfterMs);
    connect(&m_wait, &QTimer::timeout, this, &FilesPage::measure);
    connect(m_model, &SourceTreeModel::choiceChanged, this, &FilesPage::changed);
    connect(&m_engine, &EngineProxy::usualFolders, this,
            [this](RequestId id, const std::vector<FilePath> &folders) {
                if (id != m_usual || isComplete()) // somebody was quicker
                    return;
                for (const FilePath &folder : folders)
                    m_model->tick(folder, true);
                m_usualChoice = {};
                apply(m_usualChoice);
            });
    connect(&m_engine, &EngineProxy::measured, this, [this](RequestId id, const SourceSize &size) {
        if (id != m_question)
            return;
        m_size = size;
        showTotal();
        showRoom();
        showSizes();
        if (size.done)
            Q_EMIT resultChanged();
    });
    changed();
}

void FilesPage::build()
{
    setTitle(tr("What should be saved?"));
    buildTree();
    m_total->setObjectName(u"what.total"_s);
    m_total->setWordWrap(true);
    m_roomText->setObjectName(u"what.room"_s);
    m_roomText->setWordWrap(true);
    setTone(m_roomText, Tone::Warn);
    m_roomText->hide();
    auto *skips = new QVBoxLayout;
    buildSkips(skips);
    auto *row = new QHBoxLayout;
    row->setSpacing(24);
    row->addWidget(m_tree, 3);
    row->addLayout(skips, 2);
    auto *column = new QVBoxLayout(this);
    QPushButton *edit = button(tr("Edit rules…"), "", u"what.rules"_s, this);
    connect(edit, &QPushButton::clicked, this, &FilesPage::editRules);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_total, 1);
    foot->addWidget(m_rulesText);
    foot->addWidget(edit);
    column->addLayout(row, 1);
    column->addLayout(foot);
    column->addWidget(m_roomText);
    showRules();
}

void FilesPage::buildTree()
{
    m_tree->setObjectName(u"what.tree"_s);
    m_tree->setAccessibleName(tr("Folders to save"));
    m_tree->setModel(m_model);
    m_tree->setHeaderHidden(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setUniformRowHeights(true);
    m_tree->setItemDelegateForColumn(SourceTreeModel::Size, new ShareBarDelegate(m_tree));
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(SourceTreeModel::Name, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(SourceTreeModel::Size, QHeaderView::Fixed);
    // The names have room beside the sizes, however long the texts are that stand next to them.
    m_tree->setMinimumWidth(ShareBarDelegate::textWidth(*m_tree) +
                            kLeastLetters * m_tree->fontMetrics().averageCharWidth());
    m_tree->viewport()->installEventFilter(this);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &FilesPage::openMenu);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
}

// Names come first: bars, and then sizes, have what these leave. A size stands in the tooltip too.
void FilesPage::fitTree()
{
    const int whole = ShareBarDelegate::columnWidth(*m_tree);
    const int names = kUsualLetters * m_tree->fontMetrics().averageCharWidth();
    const int width = m_tree->viewport()->width();
    const bool hasBars = width >= whole + names;
    m_tree->setColumnHidden(SourceTreeModel::Size,
                            width < ShareBarDelegate::textWidth(*m_tree) + names);
    m_tree->header()->resizeSection(SourceTreeModel::Size,
                                    hasBars ? whole : ShareBarDelegate::textWidth(*m_tree));
}

bool FilesPage::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fitTree();
    return QWizardPage::eventFilter(object, event);
}

void FilesPage::showRules()
{
    m_rulesText->setText(m_rules.empty() ? tr("My rules: none")
                                         : tr("My rules: %n", nullptr, int(m_rules.size())));
}

void FilesPage::setDestination(const FilePath &folder)
{
    if (std::exchange(m_destination, folder) != folder)
        changed();
}

void FilesPage::setRoom(const Room &room)
{
    m_room = room;
    showRoom();
}

// Also while it is counted: more does not make it fit.
void FilesPage::showRoom()
{
    m_roomText->setText(roomText(m_size.bytes, m_room));
    m_roomText->setVisible(!m_roomText->text().isEmpty());
}

PlaceToSources FilesPage::placement() const
{
    return m_destination.empty() ? PlaceToSources::Apart
                                 : placeToSources(m_destination, m_model->choice().sources);
}

void FilesPage::showTotal()
{
    QString text =
        tr("%1 in %2 files").arg(sizeText(m_size.bytes), QLocale().toString(m_size.files));
    if (!m_size.done)
        text = tr("%1 (still counting…)").arg(text);
    const bool isInside = placement() == PlaceToSources::Inside;
    if (isInside)
        text += u' ' %
                tr("%1 is left out: the copies go there.").arg(isolated(m_destination.display()));
    m_total->setText(text);
    setStyleProperty(m_total, "tone", isInside ? toneName(Tone::Warn) : QString());
}

// What was known stays in its place while it is counted anew.
void FilesPage::showSizes()
{
    qint64 saved = 0;
    bool isKnown = true;
    for (const Skip &skip : m_skips) {
        const auto &bytes = m_size.skipped[std::size_t(skip.set)];
        if (skip.box->isChecked()) {
            isKnown = isKnown && bytes;
            saved += bytes.value_or(0);
        }
        if (!bytes)
            continue;
        const QString text = *bytes > 0 ? figureText(u"−"_s + sizeText(*bytes)) : QString();
        skip.size->setText(text);
        skip.box->setAccessibleDescription(
            text.isEmpty() ? skip.why : tr("%1, %2", "reason, size").arg(skip.why, text));
    }
    if (isKnown)
        m_skipTitle->setText(saved > 0 ? tr("Skip (saves %1)").arg(sizeText(saved)) : tr("Skip"));
}

void FilesPage::setRules(std::vector<FilterEntry> rules)
{
    m_rules = std::move(rules);
    showRules();
    changed();
}

void FilesPage::editRules()
{
    JobConfig job;
    apply(job);
    const int ofTree = int(job.rules.size() - m_rules.size());
    auto *dialog = new RulesDialog(m_engine, job, ofTree, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { setRules(dialog->rules()); });
    dialog->open();
}

// For the folder under the pointer.
void FilesPage::openMenu(const QPoint &position)
{
    const QModelIndex index = m_tree->indexAt(position);
    const FilePath path = m_model->pathAt(index);
    if (path.empty() || path.name().empty())
        return;
    const std::string name(path.name());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Skip this folder")), &QAction::triggered, this,
            [this, path] { m_model->tick(path, false); });
    QAction *skipName =
        menu->addAction(tr("Skip every folder called “%1”").arg(inMenu(displayText(name))));
    skipName->setEnabled(name.find_first_of("*?") == std::string::npos);
    connect(skipName, &QAction::triggered, this, [this, name] {
        auto rules = m_rules;
        rules.push_back({false, "*/" + name + "/"});
        setRules(std::move(rules));
    });
    // Before all other rules and the kinds of files that are skipped.
    QAction *always = menu->addAction(tr("Always include this"));
    always->setEnabled(path.bytes().find_first_of("*?") == std::string::npos);
    connect(always, &QAction::triggered, this, [this, path] {
        std::vector<FilterEntry> rules{{true, "@" + path.bytes() + "/"},
                                       {true, path.bytes() + "/*"}};
        rules.insert(rules.end(), m_rules.begin(), m_rules.end());
        m_model->tick(path, true);
        setRules(std::move(rules));
    });
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

void FilesPage::buildSkips(QVBoxLayout *skips)
{
    skips->setSpacing(12);
    m_skipTitle->setObjectName(u"what.skips"_s);
    skips->addWidget(m_skipTitle);
    const auto add = [&](SkipSet set, const QString &name, const QString &why, bool on) {
        auto *box = new QCheckBox(name, this);
        box->setChecked(on);
        box->setAccessibleDescription(why);
        box->setObjectName(u"what.skip."_s % QString::fromLatin1(skipSetName(set)));
        QLabel *reason = textLabel(why, "small", this);
        reason->setIndent(26);
        QLabel *size = textLabel({}, "body", this);
        auto *head = new QHBoxLayout;
        head->addWidget(box, 1);
        head->addWidget(size);
        auto *both = new QVBoxLayout;
        both->setSpacing(0);
        both->addLayout(head);
        both->addWidget(reason);
        skips->addLayout(both);
        connect(box, &QCheckBox::toggled, this, &FilesPage::changed);
        m_skips.push_back({set, box, why, size});
    };
    add(SkipSet::Caches, skipSetText(SkipSet::Caches), tr("rebuilt by programs"), true);
    add(SkipSet::Trash, skipSetText(SkipSet::Trash), tr("already thrown away"), true);
    add(SkipSet::Temporary, skipSetText(SkipSet::Temporary), tr("made anew when needed"), true);
    add(SkipSet::Installers, skipSetText(SkipSet::Installers), tr("can be fetched again"), false);
    add(SkipSet::VmImages, skipSetText(SkipSet::VmImages), tr("large, and often changing"), false);
    m_largest->setRange(1, 100'000'000);
    m_largest->setValue(kUsualLargest);
    m_largest->setSuffix(tr(" MB"));
    m_largest->setGroupSeparatorShown(true);
    m_largest->setAccessibleName(tr("Largest size of a file"));
    m_largest->setEnabled(false);
    auto *large = new FlowLayout(8);
    large->addWidget(m_large);
    large->addWidget(m_largest);
    skips->addLayout(large);
    connect(m_large, &QCheckBox::toggled, m_largest, &QWidget::setEnabled);
    connect(m_large, &QCheckBox::toggled, this, &FilesPage::changed);
    connect(m_largest, &QSpinBox::valueChanged, this, &FilesPage::changed);
    skips->addStretch();
}

void FilesPage::show(const JobConfig &job)
{
    const SourceTreeModel::Choice choice = SourceTreeModel::choiceOf(job);
    m_model->setChoice(choice);
    m_rules.assign(job.rules.begin() + std::ssize(choice.rules), job.rules.end());
    showRules();
    for (const Skip &skip : m_skips)
        skip.box->setChecked(std::ranges::find(job.skipSets, skip.set) != job.skipSets.end());
    m_largestGiven = job.largestFile;
    m_large->setChecked(job.largestFile.has_value());
    if (job.largestFile)
        m_largest->setValue(megabytes(*job.largestFile));
}

void FilesPage::changed()
{
    m_question = 0;
    m_size = {};
    showRoom();
    setStyleProperty(m_total, "tone", QString());
    if (isComplete()) {
        m_total->setText(tr("Counting…"));
        if (isVisible())
            m_wait.start();
    } else {
        m_wait.stop();
        const bool isSwallowed = placement() >= PlaceToSources::Same;
        m_total->setText(isSwallowed ? swallowedText(m_destination) : tr("Nothing ticked yet"));
        if (isSwallowed)
            setStyleProperty(m_total, "tone", toneName(Tone::Fail));
    }
    Q_EMIT completeChanged();
    Q_EMIT resultChanged();
}

void FilesPage::showEvent(QShowEvent *event)
{
    QWizardPage::showEvent(event);
    m_tree->expand(m_model->rootIndex(home())); // which has it read and counted
    if (isComplete() && m_question == 0)
        m_wait.start();
}

void FilesPage::measure()
{
    JobConfig job;
    apply(job);
    m_question = m_engine.measure(job);
    m_model->judge(job);
}

bool FilesPage::isComplete() const
{
    return !m_model->choice().sources.empty() && placement() < PlaceToSources::Same;
}

void FilesPage::apply(JobConfig &job) const
{
    SourceTreeModel::Choice choice = m_model->choice();
    job.sources = std::move(choice.sources);
    job.rules = std::move(choice.rules);
    job.rules.insert(job.rules.end(), m_rules.begin(), m_rules.end());
    job.skipSets.clear();
    for (const Skip &skip : m_skips)
        if (skip.box->isChecked())
            job.skipSets.push_back(skip.set);
    job.largestFile.reset();
    if (m_large->isChecked())
        job.largestFile = m_largestGiven && megabytes(*m_largestGiven) == m_largest->value()
                              ? *m_largestGiven
                              : m_largest->value() * kMegabyte;
}

bool FilesPage::isTouched() const
{
    JobConfig now;
    apply(now);
    return now.sources != m_usualChoice.sources || now.rules != m_usualChoice.rules ||
           now.skipSets != m_usualChoice.skipSets || now.largestFile != m_usualChoice.largestFile;
}

QString FilesPage::resultText() const
{
    if (!m_size.done || !isComplete())
        return {};
    qint64 skipped = 0;
    for (const Skip &skip : m_skips)
        if (skip.box->isChecked())
            skipped += m_size.skipped[std::size_t(skip.set)].value_or(0);
    const QString saved =
        tr("%1 in %2 files").arg(sizeText(m_size.bytes), QLocale().toString(m_size.files));
    return skipped > 0 ? tr("%1, %2 skipped", "what is saved, size of what is not")
                             .arg(saved, sizeText(skipped))
                       : saved;
}

QString FilesPage::suggestedName() const
{
    const auto sources = m_model->choice().sources;
    if (sources.size() != 1)
        return tr("My files");
    return sources[0] == home() ? tr("Home") : displayText(sources[0].name());
}

} // namespace cairn::gui
