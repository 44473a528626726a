import { z } from 'zod';
import { InvitationId, OrganizationId, UserId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { boundedText } from './text.ts';

/** Roles in ascending order. Each role may do everything that the roles before it may do. */
export const Role = z.enum(['viewer', 'member', 'admin', 'owner']);
export type Role = z.infer<typeof Role>;

export function isRoleAtLeast(role: Role, least: Role): boolean {
  return Role.options.indexOf(role) >= Role.options.indexOf(least);
}

export const Organization = z.object({
  id: OrganizationId,
  name: z.string(),
  created_at: z.iso.datetime(),
});
export type Organization = z.infer<typeof Organization>;

export const UpdateOrganizationRequest = z.strictObject({ name: boundedText(LIMITS.nameBytes, 1).optional() });
export type UpdateOrganizationRequest = z.infer<typeof UpdateOrganizationRequest>;

export const Member = z.object({
  user_id: UserId,
  email: z.string(),
  name: z.string(),
  role: Role,
  created_at: z.iso.datetime(),
});
export type Member = z.infer<typeof Member>;

export const UpdateMemberRequest = z.strictObject({ role: Role });
export type UpdateMemberRequest = z.infer<typeof UpdateMemberRequest>;

/** `open`: it may be accepted · `used`: somebody joined with it · `expired`: its week is over. Only an open one works. */
export const InvitationStatus = z.enum(['open', 'used', 'expired']);

/** An invitation and its status. It works once, and stays in the list until it is deleted or replaced. */
export const Invitation = z.object({
  id: InvitationId,
  email: z.string(),
  role: Role,
  /** The default is for answers of an earlier release, which lists only open invitations and has no status. */
  status: InvitationStatus.default('open'),
  invited_by: UserId.optional(),
  /** The user who joined with it. */
  accepted_by: UserId.optional(),
  /** Absent for an invitation that was accepted before this was recorded. */
  accepted_at: z.iso.datetime().optional(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type Invitation = z.infer<typeof Invitation>;

export const CreateInvitationRequest = z.strictObject({
  email: z.email().max(LIMITS.emailLength),
  role: Role.default('member'),
});
export type CreateInvitationRequest = z.infer<typeof CreateInvitationRequest>;

/** A new invitation. Only this answer contains the token, which the caller gives to the invited person. */
export const CreatedInvitation = Invitation.extend({ token: z.string() });
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

/** What an open invitation says to the holder of its token, before anybody has signed in. */
export const InvitationPreview = z.object({
  organization_name: z.string(),
  email: z.string(),
  role: Role,
  /** The name of the person who invites. Absent when their account is gone. */
  invited_by_name: z.string().optional(),
  expires_at: z.iso.datetime(),
});
export type InvitationPreview = z.infer<typeof InvitationPreview>;

export const AcceptInvitationRequest = z.strictObject({ token: z.string().min(1).max(LIMITS.tokenLength) });
export type AcceptInvitationRequest = z.infer<typeof AcceptInvitationRequest>;
