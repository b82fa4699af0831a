"""Accounts and groups, for superusers alone: as Django has them, but for one of its stumbles."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from history.admin.base import NoEmptyField

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(NoEmptyField, UserAdmin):
    pass


@admin.register(Group)
class AccountGroupAdmin(NoEmptyField, GroupAdmin):
    pass
