// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/rules_dialog.h"

#include "app/gui/models/rules_model.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/choice_delegate.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableView>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTypingMs = 300;

} // namespace

RulesDialog::RulesDialog(EngineProxy &engine, const JobConfig &job, int ofTree, QWidget *parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_job(job)
    , m_ofTree(ofTree)
    , m_model(new RulesModel({job.rules.begin() + ofTree, job.rules.end()}, this))
    , m_table(new QTableView(this))
    , m_remove(button(tr("Remove"), "", u"rules.remove"_s, this))
    , m_up(button(tr("Move up"), "", u"rules.up"_s, this))
    , m_down(button(tr("Move down"), "", u"rules.down"_s, this))
    , m_empty(textLabel(tr("No rules of your own."), "body", this))
    , m_path(new QLineEdit(this))
    , m_answer(textLabel({}, "body", this))
    , m_reason(textLabel({}, "small", this))
    , m_use(button(tr("Use these rules"), "primary", u"rules.use"_s, this))
{
    setObjectName(u"rulesDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("My rules"));
    resize(760, 560);
    build();
    m_wait.setSingleShot(true);
    m_wait.setInterval(kTypingMs);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        m_counting = m_engine.countRules(this->job());
        check();
    });
    connect(m_model, &RulesModel::rulesChanged, this, &RulesDialog::edited);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RulesDialog::arrange);
    connect(m_path, &QLineEdit::textChanged, this, &RulesDialog::check);
    connect(
        &m_engine, &EngineProxy::rulesCounted, this,
        [this](RequestId id, const RuleCounts &counts) {
            if (id != m_counting || int(counts.rules.size()) < m_ofTree)
                return;
            m_model->setCounts({counts.rules.begin() + m_ofTree, counts.rules.end()}, counts.done);
            arrange();
        });
    connect(&m_engine, &EngineProxy::pathTested, this,
            [this](RequestId id, const PathAnswer &answer) {
                if (id == m_checking)
                    m_answer->setText(pathAnswerText(answer, m_model->rules(), m_ofTree));
            });
    edited();
}

QLayout *RulesDialog::buildTable()
{
    m_table->setObjectName(u"rules.table"_s);
    m_table->setAccessibleName(tr("My rules"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ChoiceDelegate(
        [](const QModelIndex &index) {
            if (index.column() != RulesModel::Kind)
                return ChoiceDelegate::Choices();
            return ChoiceDelegate::Choices{{false, ruleKindText(false)},
                                           {true, ruleKindText(true)}};
        },
        this));
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(RulesModel::Pattern, QHeaderView::Stretch);
    header->resizeSection(RulesModel::Kind, 110);
    header->resizeSection(RulesModel::Matches, 170);
    header->setHighlightSections(false);
    QPushButton *add = button(tr("Add"), "", u"rules.add"_s, this);
    connect(add, &QPushButton::clicked, this, &RulesDialog::add);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_model->remove(row()); });
    connect(m_up, &QPushButton::clicked, this, [this] { m_model->move(row(), -1); });
    connect(m_down, &QPushButton::clicked, this, [this] { m_model->move(row(), 1); });
    auto *actions = new QVBoxLayout;
    actions->setSpacing(8);
    for (QPushButton *action : {add, m_remove, m_up, m_down})
        actions->addWidget(action);
    actions->addStretch();
    auto *both = new QHBoxLayout;
    both->setSpacing(16);
    both->addWidget(m_table, 1);
    both->addLayout(actions);
    return both;
}

QLayout *RulesDialog::buildCheck()
{
    m_path->setObjectName(u"rules.path"_s);
    m_path->setPlaceholderText(tr("The whole path of a file or folder"));
    auto *label = new QLabel(tr("&Would this be saved?"), this);
    label->setBuddy(m_path);
    m_answer->setObjectName(u"rules.answer"_s);
    m_answer->setWordWrap(true);
    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(label);
    column->addWidget(m_path);
    column->addWidget(m_answer);
    return column;
}

void RulesDialog::build()
{
    QLabel *how = textLabel(tr("The first rule that matches decides. * stands for any characters, "
                               "? for one; a folder ends with /. Rules are asked before the kinds "
                               "of files that are skipped."),
                            "small", this);
    how->setWordWrap(true);
    m_reason->setWordWrap(true);
    m_reason->setObjectName(u"rules.reason"_s);
    setTone(m_reason, Tone::Fail);
    QPushButton *cancel = button(tr("Cancel"), "", u"rules.cancel"_s, this);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_reason, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_use);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(16);
    column->addWidget(textLabel(tr("My rules"), "title", this));
    column->addWidget(how);
    column->addLayout(buildTable(), 1);
    column->addWidget(m_empty);
    column->addLayout(buildCheck());
    column->addLayout(buttons);
    // Return in the field asks again; it does not close the window.
    for (QPushButton *each : findChildren<QPushButton *>())
        each->setAutoDefault(false);
}

const std::vector<FilterEntry> &RulesDialog::rules() const
{
    return m_model->rules();
}

JobConfig RulesDialog::job() const
{
    JobConfig job = m_job;
    job.rules.resize(std::size_t(m_ofTree));
    job.rules.insert(job.rules.end(), m_model->rules().begin(), m_model->rules().end());
    return job;
}

void RulesDialog::select(int row)
{
    m_table->selectRow(row);
}

int RulesDialog::row() const
{
    return m_table->currentIndex().row();
}

void RulesDialog::add()
{
    const QModelIndex made = m_model->index(m_model->add({}), RulesModel::Pattern);
    m_table->setCurrentIndex(made);
    m_table->edit(made);
}

void RulesDialog::edited()
{
    m_counting = 0;
    m_wait.start();
    arrange();
}

void RulesDialog::arrange()
{
    m_empty->setVisible(m_model->rowCount() == 0);
    m_remove->setEnabled(row() >= 0);
    m_up->setEnabled(row() > 0);
    m_down->setEnabled(row() >= 0 && row() + 1 < m_model->rowCount());
    const QString wrong = m_model->problem();
    m_reason->setText(wrong);
    m_use->setEnabled(wrong.isEmpty());
    m_use->setToolTip(wrong);
}

void RulesDialog::check()
{
    const QString path = m_path->text().trimmed();
    m_checking = 0;
    if (path.startsWith(u'/'))
        m_checking = m_engine.testPath(job(), FilePath::fromText(path));
    else
        m_answer->setText(path.isEmpty() ? QString()
                                         : tr("Type the whole path, beginning with “/”."));
}

} // namespace cairn::gui
