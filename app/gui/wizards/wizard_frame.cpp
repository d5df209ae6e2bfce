// SPDX-License-Identifier: MIT
#include "app/gui/wizards/wizard_frame.h"

#include "app/gui/widgets/step_list.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QWizard>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct WizardTexts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::WizardFrame)
};

} // namespace

void frameWizard(QWizard &wizard, StepList *steps, const QString &finish)
{
    wizard.setAttribute(Qt::WA_DeleteOnClose);
    wizard.setWizardStyle(QWizard::ClassicStyle);
    wizard.setOptions(QWizard::NoBackButtonOnStartPage);
    wizard.setSideWidget(steps);
    wizard.setButtonText(QWizard::FinishButton, finish);
    wizard.setButtonText(QWizard::CancelButton, WizardTexts::tr("Cancel"));
    wizard.setButtonText(QWizard::NextButton, WizardTexts::tr("&Next"));
    wizard.setButtonText(QWizard::BackButton, WizardTexts::tr("&Back"));
    for (const QWizard::WizardButton which : {QWizard::NextButton, QWizard::FinishButton})
        wizard.button(which)->setProperty("role", u"primary"_s);
    QObject::connect(&wizard, &QWizard::currentIdChanged, steps,
                     [steps](int id) { steps->setCurrent(std::max(0, id)); });
}

} // namespace cairn::gui
