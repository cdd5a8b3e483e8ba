/** Mantine's look, the router's way: a click changes the page without loading it anew. */
import { Anchor, type AnchorProps, Button, type ButtonProps, NavLink, type NavLinkProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type Native<P> = P & Omit<ComponentPropsWithRef<"a">, keyof P>;

export const AnchorLink = createLink((props: Native<AnchorProps>) => <Anchor {...props} />);
export const ButtonLink = createLink((props: Native<ButtonProps>) => <Button component="a" {...props} />);
export const MenuLink = createLink((props: Native<NavLinkProps>) => <NavLink component="a" {...props} />);
